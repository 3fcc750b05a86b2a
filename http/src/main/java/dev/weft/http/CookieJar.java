package dev.weft.http;

import dev.weft.http.internal.client.CookieFile;
import dev.weft.http.internal.client.SetCookie;
import dev.weft.http.internal.text.Hosts;
import dev.weft.http.internal.text.Uris;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that servers have set, and which of them a request carries, by RFC 6265: by host and path, over https only where a
 * cookie says so, until it ends. A cookie of an IP address goes to that address alone, as does one without a {@code Domain}; one for
 * a whole top-level domain, such as {@code com}, is refused, but the list of public suffixes below that is not known here.
 *
 * <p>It holds 50 cookies for a domain and 3,000 in all, each of 4 KiB at most; beyond that the oldest go.
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5">RFC 6265, section 5</a>
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#cookiejar">aiohttp's CookieJar</a>
 */
public final class CookieJar {
    private static final int MOST_PER_DOMAIN = 50;
    private static final int MOST = 3_000;
    private static final int MOST_CHARACTERS = 4_096;

    private record Key(String domain, String path, String name) {}

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock; in the order in which they were first set.
    private final Map<Key, Cookie> cookies = new LinkedHashMap<>();

    private CookieJar(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns an empty jar. */
    public static CookieJar create() {
        return create(InstantSource.system());
    }

    /** Returns an empty jar whose cookies end by {@code clock}. */
    public static CookieJar create(InstantSource clock) {
        return new CookieJar(clock);
    }

    /** Takes the cookies of an answer of {@code uri}; what may not be set by it is left out. */
    public void receive(URI uri, Headers headers) {
        for (var header : headers.all("Set-Cookie")) {
            var cookie = SetCookie.parse(header, uri, clock.instant());
            if (cookie != null) {
                add(cookie);
            }
        }
    }

    /** Puts a cookie in, in place of one of the same name, domain and path; one that has ended takes that out. */
    public void add(Cookie cookie) {
        var key = new Key(cookie.domain(), cookie.path(), cookie.name());
        lock.lock();
        try {
            if (cookie.isExpired(clock.instant())) {
                cookies.remove(key);
            } else if (cookie.name().length() + cookie.value().length() <= MOST_CHARACTERS) {
                cookies.put(key, cookie);
                keepWithinLimits(cookie.domain());
            }
        } finally {
            lock.unlock();
        }
    }

    // With the lock.
    private void keepWithinLimits(String domain) {
        var now = clock.instant();
        if (cookies.size() > MOST || count(domain) > MOST_PER_DOMAIN) {
            cookies.values().removeIf(cookie -> cookie.isExpired(now));
        }
        if (count(domain) > MOST_PER_DOMAIN) {
            removeOldest(key -> key.domain().equals(domain));
        }
        if (cookies.size() > MOST) {
            removeOldest(key -> true);
        }
    }

    private long count(String domain) {
        return cookies.keySet().stream()
                .filter(key -> key.domain().equals(domain))
                .count();
    }

    private void removeOldest(Predicate<Key> among) {
        cookies.keySet().stream().filter(among).findFirst().ifPresent(cookies::remove);
    }

    /** Returns the cookies for a request to {@code uri}, those with the longest path first, and the oldest of these. */
    public List<Cookie> cookies(URI uri) {
        var host = Uris.host(uri);
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var now = clock.instant();
        lock.lock();
        try {
            return cookies.values().stream()
                    .filter(cookie -> !cookie.isExpired(now))
                    .filter(cookie -> !cookie.secure() || Uris.isHttps(uri))
                    .filter(cookie ->
                            cookie.hostOnly() ? host.equals(cookie.domain()) : Hosts.isWithin(host, cookie.domain()))
                    .filter(cookie -> isWithinPath(path, cookie.path()))
                    .sorted(Comparator.comparingInt(cookie -> -cookie.path().length()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    // RFC 6265, section 5.1.4.
    private static boolean isWithinPath(String path, String of) {
        return path.equals(of) || (path.startsWith(of) && (of.endsWith("/") || path.charAt(of.length()) == '/'));
    }

    /** Returns the header {@code Cookie} of a request to {@code uri}; {@code null} without a cookie. */
    public @Nullable String header(URI uri) {
        var list = cookies(uri);
        return list.isEmpty()
                ? null
                : list.stream()
                        .map(cookie -> cookie.name() + "=" + cookie.value())
                        .collect(Collectors.joining("; "));
    }

    /** Returns all cookies that have not ended, in the order in which they were first set. */
    public List<Cookie> all() {
        var now = clock.instant();
        lock.lock();
        try {
            return cookies.values().stream()
                    .filter(cookie -> !cookie.isExpired(now))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all out. */
    public void clear() {
        removeIf(cookie -> true);
    }

    /** Takes out those for which {@code condition} holds. */
    public void removeIf(Predicate<Cookie> condition) {
        lock.lock();
        try {
            new ArrayList<>(cookies.values())
                    .stream()
                            .filter(condition)
                            .forEach(cookie -> cookies.remove(new Key(cookie.domain(), cookie.path(), cookie.name())));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the cookies to {@code file}, readable by its owner alone where the file system knows owners; those that end with the client,
     * too.
     *
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        CookieFile.write(all(), file);
    }

    /**
     * Adds the cookies of a file that {@link #save} wrote.
     *
     * @throws IOException if it cannot be read, or holds something else
     */
    public void load(Path file) throws IOException {
        CookieFile.read(file).forEach(this::add);
    }
}
