package dev.weft.http.internal.server;

import dev.weft.http.Handler;
import dev.weft.http.Headers;
import dev.weft.http.HttpError;
import dev.weft.http.Middleware;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import dev.weft.http.internal.server.Pattern.Fixed;
import dev.weft.http.internal.server.Pattern.Parameter;
import dev.weft.http.internal.server.Pattern.Rest;
import dev.weft.http.internal.server.Pattern.Segment;
import dev.weft.http.internal.text.Percent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the route for a request: pure, immutable, and the same for all event loops. */
public final class Router {
    private static final Handler NOT_FOUND = request -> {
        throw new HttpError(404, "nothing at " + request.rawPath());
    };
    private static final Handler BAD_PATH = request -> {
        throw new HttpError(400, "the path has a percent escape that is none");
    };
    private static final Handler SERVER_OPTIONS = request -> Response.empty(204);

    /** Routes of a prefix answer what is below it but not there, with their middleware. */
    private record Scope(String prefix, Route notFound, Wrapping notAllowed) {}

    /** Puts middleware around a handler. */
    private interface Wrapping {
        Handler around(Handler handler);
    }

    private final RouteNode root = new RouteNode();
    private final List<Route> routes = new ArrayList<>();
    // Longest prefix first; the last is that of all.
    private final List<Scope> scopes = new ArrayList<>();
    // Paths without parameters or escapes, which are most: found without being taken apart.
    private final Map<String, RouteNode> exact = new HashMap<>();
    private final Route badPath;
    private final Route serverOptions;

    /**
     * Takes a copy of {@code all}.
     *
     * @throws IllegalArgumentException if two routes are for the same
     */
    public Router(Routes all) {
        addAll("", List.of(), List.of(), all);
        scopes.sort((a, b) -> Integer.compare(b.prefix.length(), a.prefix.length()));
        var outermost = around(all.middleware());
        badPath = add("(bad path)", List.of(), outermost.around(BAD_PATH));
        serverOptions = add("OPTIONS *", List.of(), outermost.around(SERVER_OPTIONS));
    }

    private void addAll(String prefix, List<Segment> segments, List<Middleware> outer, Routes level) {
        var middleware =
                Stream.concat(outer.stream(), level.middleware().stream()).toList();
        var around = around(middleware);
        for (var entry : level.entries()) {
            var path = join(segments, Pattern.parse(entry.pattern()).segments());
            var pattern = prefix + entry.pattern();
            var name = (entry.method() == null ? "*" : entry.method()) + " " + pattern;
            var route = add(name, names(name, path), around.around(entry.handler()));
            var node = root.reach(path);
            if (!node.add(entry.method(), route)) {
                throw new IllegalArgumentException("two routes answer %s: only one can".formatted(name));
            }
            if (path.stream().allMatch(Fixed.class::isInstance)) {
                exact.put(pattern.isEmpty() ? "/" : pattern, node);
            }
        }
        scopes.add(new Scope(prefix, add("(no route)", List.of(), around.around(NOT_FOUND)), around));
        for (var mount : level.mounts()) {
            addAll(
                    prefix + mount.prefix(),
                    join(segments, Pattern.parse(mount.prefix()).segments()),
                    middleware,
                    mount.routes());
        }
    }

    private static List<Segment> join(List<Segment> first, List<Segment> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<String> names(String route, List<Segment> path) {
        var names = path.stream()
                .<String>mapMulti((segment, each) -> {
                    switch (segment) {
                        case Fixed _ -> {}
                        case Parameter(String name, ParameterType _) -> each.accept(name);
                        case Rest(String name) -> each.accept(name);
                    }
                })
                .toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("route %s has two parameters of the same name".formatted(route));
        }
        return names;
    }

    private static Wrapping around(List<Middleware> middleware) {
        return handler -> {
            var whole = handler;
            for (var each : middleware.reversed()) {
                var next = whole;
                whole = request -> each.handle(request, next);
            }
            return whole;
        };
    }

    private Route add(String name, List<String> parameters, Handler handler) {
        var route = new Route(routes.size(), name, parameters, handler);
        routes.add(route);
        return route;
    }

    /** Returns all routes, each at its index. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /**
     * Returns the route for a request; there always is one, if only to refuse it.
     *
     * @param path as it was sent
     */
    Match find(String method, String path) {
        var node = exact.get(path);
        var route = node == null ? null : node.route(method);
        return route != null ? new Match(route, List.of()) : search(method, path);
    }

    private Match search(String method, String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return new Match(path.equals("*") && method.equals("OPTIONS") ? serverOptions : badPath, List.of());
        }
        var segments = decoded(path);
        if (segments == null) {
            return new Match(badPath, List.of());
        }
        var values = new ArrayList<String>(4);
        var node = root.find(segments, 0, method, values);
        if (node != null) {
            var route = node.route(method);
            if (route != null) {
                return new Match(route, values);
            }
        }
        return new Match(refusal(method, path, root.find(segments, 0, null, values)), List.of());
    }

    private static @Nullable List<String> decoded(String path) {
        var segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            var segment = Percent.tryDecode(segments[i]);
            if (segment == null) {
                return null;
            }
            segments[i] = segment;
        }
        return Arrays.asList(segments);
    }

    private Route refusal(String method, String path, @Nullable RouteNode other) {
        var scope = scopeOf(path);
        if (other == null) {
            return scope.notFound;
        }
        var allow = Headers.of("Allow", other.allowed());
        Handler handler = method.equals("OPTIONS")
                ? request -> Response.empty(204).withHeader("Allow", other.allowed())
                : request -> {
                    throw new HttpError(405, "%s is not answered here".formatted(request.method()), allow);
                };
        // At the index of a route of this scope, whose job's name it goes by.
        return new Route(scope.notFound.index(), scope.notFound.name(), List.of(), scope.notAllowed.around(handler));
    }

    private Scope scopeOf(String path) {
        for (var scope : scopes) {
            int length = scope.prefix.length();
            if (path.startsWith(scope.prefix) && (path.length() == length || path.charAt(length) == '/')) {
                return scope;
            }
        }
        return scopes.getLast();
    }
}
