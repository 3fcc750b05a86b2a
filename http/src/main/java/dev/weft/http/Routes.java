package dev.weft.http;

import dev.weft.http.internal.server.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which handler answers what: a method and a pattern for each.
 *
 * <p>A pattern is a path with parameters in braces, each for one segment: {@code {name}} takes any text, {@code {id:int}},
 * {@code {id:long}} and {@code {id:uuid}} such values only, {@code {year:[0-9]{4}}} what the regular expression matches, and
 * {@code {rest:path}}, at the end, all that follows. Of several that match, fixed text wins over a typed parameter, that over one for
 * any text, and that over {@code path}; of two typed parameters the one that was added first. Paths are compared as they were sent, percent escapes undone segment by segment: an
 * escaped slash is part of a segment. {@code /a} and {@code /a/} are two paths.
 *
 * <p>Filled by one thread; a server takes a copy when it opens.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_quickstart.html#routing">aiohttp's routing</a>, from which we differ: the
 *     order of adding matters between typed parameters only, and two routes for the same are refused
 */
public final class Routes {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();
    private final List<Middleware> middleware = new ArrayList<>();

    private Routes() {}

    /** A handler for a method and a pattern; {@code null} for every method. */
    public record Entry(@Nullable String method, String pattern, Handler handler) {}

    /** Routes below a prefix. */
    public record Mount(String prefix, Routes routes) {}

    /** Returns no routes. */
    public static Routes create() {
        return new Routes();
    }

    /** Has {@code handler} answer GET; HEAD, too, unless another does: the same without the body. */
    public Routes get(String pattern, Handler handler) {
        return route("GET", pattern, handler);
    }

    /** Has {@code handler} answer POST. */
    public Routes post(String pattern, Handler handler) {
        return route("POST", pattern, handler);
    }

    /** Has {@code handler} answer PUT. */
    public Routes put(String pattern, Handler handler) {
        return route("PUT", pattern, handler);
    }

    /** Has {@code handler} answer PATCH. */
    public Routes patch(String pattern, Handler handler) {
        return route("PATCH", pattern, handler);
    }

    /** Has {@code handler} answer DELETE. */
    public Routes delete(String pattern, Handler handler) {
        return route("DELETE", pattern, handler);
    }

    /**
     * Has {@code handler} answer {@code method}.
     *
     * @throws IllegalArgumentException if the pattern is none
     */
    public Routes route(String method, String pattern, Handler handler) {
        return add(Objects.requireNonNull(method, "method").toUpperCase(Locale.ROOT), pattern, handler);
    }

    /** Has {@code handler} answer every method that no other route for the same pattern names. */
    public Routes any(String pattern, Handler handler) {
        return add(null, pattern, handler);
    }

    private Routes add(@Nullable String method, String pattern, Handler handler) {
        Pattern.parse(pattern); // so that it fails where it is written
        entries.add(new Entry(method, pattern, Objects.requireNonNull(handler, "handler")));
        return this;
    }

    /**
     * Puts {@code routes}, with their middleware, below {@code prefix}.
     *
     * @param prefix a path without a slash at its end; may have parameters
     * @throws IllegalArgumentException if it is none
     */
    public Routes mount(String prefix, Routes routes) {
        if (prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "prefix '%s' must not end with a slash: routes below it begin with one".formatted(prefix));
        }
        Pattern.parse(prefix);
        mounts.add(new Mount(prefix, Objects.requireNonNull(routes, "routes")));
        return this;
    }

    /**
     * Has {@code files} answer what is below {@code prefix}.
     *
     * @param prefix a path without a slash at its end; empty for all
     */
    public Routes files(String prefix, StaticFiles files) {
        return get(prefix + "/{file:path}", files);
    }

    /** Has {@code newMiddleware} stand around all these routes, inside of what was added before. */
    public Routes use(Middleware newMiddleware) {
        middleware.add(Objects.requireNonNull(newMiddleware, "middleware"));
        return this;
    }

    // ---- looking at them

    /** Returns the routes of this level, in the order of adding. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns what was mounted, in the order of adding. */
    public List<Mount> mounts() {
        return List.copyOf(mounts);
    }

    /** Returns the middleware, outermost first. */
    public List<Middleware> middleware() {
        return List.copyOf(middleware);
    }
}
