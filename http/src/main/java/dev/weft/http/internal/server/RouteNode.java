package dev.weft.http.internal.server;

import dev.weft.http.internal.server.Pattern.Fixed;
import dev.weft.http.internal.server.Pattern.Parameter;
import dev.weft.http.internal.server.Pattern.Rest;
import dev.weft.http.internal.server.Pattern.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can follow one beginning of a path. Filled by one thread, then read by all. */
final class RouteNode {
    private record Branch(ParameterType type, RouteNode node) {}

    private final Map<String, RouteNode> fixed = new HashMap<>();
    // In the order of adding; that for any text is the last.
    private final List<Branch> branches = new ArrayList<>();
    private @Nullable RouteNode rest;

    // By method; null is for every other.
    private final Map<String, Route> routes = new TreeMap<>();
    private @Nullable Route forAny;

    // ---- filling

    /** Returns the node for {@code segments}, made if need be. */
    RouteNode reach(List<Segment> segments) {
        var node = this;
        for (var segment : segments) {
            node = switch (segment) {
                case Fixed(String text) -> node.fixed.computeIfAbsent(text, ignored -> new RouteNode());
                case Parameter(String _, ParameterType type) -> node.branch(type);
                case Rest _ -> node.rest();
            };
        }
        return node;
    }

    private RouteNode branch(ParameterType type) {
        for (var branch : branches) {
            if (branch.type.equals(type)) {
                return branch.node;
            }
        }
        var branch = new Branch(type, new RouteNode());
        boolean beforeText = type != ParameterType.Named.TEXT
                && !branches.isEmpty()
                && branches.getLast().type == ParameterType.Named.TEXT;
        branches.add(beforeText ? branches.size() - 1 : branches.size(), branch);
        return branch.node;
    }

    private RouteNode rest() {
        if (rest == null) {
            rest = new RouteNode();
        }
        return rest;
    }

    /** Adds a route; {@code false} if there is one for the same. */
    boolean add(@Nullable String method, Route route) {
        if (method == null) {
            boolean first = forAny == null;
            forAny = route;
            return first;
        }
        return routes.put(method, route) == null;
    }

    // ---- asking

    /** Returns the route for {@code method}; that for GET answers HEAD, too. */
    @Nullable
    Route route(String method) {
        var route = routes.get(method);
        if (route == null && method.equals("HEAD")) {
            route = routes.get("GET");
        }
        return route != null ? route : forAny;
    }

    /** Returns the methods that are answered, for the header Allow. */
    String allowed() {
        var methods = new ArrayList<>(routes.keySet());
        if (methods.contains("GET") && !methods.contains("HEAD")) {
            methods.add("HEAD");
        }
        if (!methods.contains("OPTIONS")) {
            methods.add("OPTIONS");
        }
        methods.sort(null);
        return String.join(", ", methods);
    }

    /**
     * Returns the node for {@code segments} from {@code index} on, with the values of its parameters; or {@code null}.
     *
     * @param method what it must answer; {@code null} if it need only answer something
     * @param values is filled in the order of the parameters
     */
    @Nullable
    RouteNode find(List<String> segments, int index, @Nullable String method, List<String> values) {
        if (index == segments.size()) {
            return answers(method) ? this : null;
        }
        var segment = segments.get(index);
        var next = fixed.get(segment);
        var found = next == null ? null : next.find(segments, index + 1, method, values);
        for (int i = 0; i < branches.size() && found == null; i++) {
            var branch = branches.get(i);
            if (branch.type.takes(segment)) {
                values.add(segment);
                found = branch.node.find(segments, index + 1, method, values);
                if (found == null) {
                    values.removeLast();
                }
            }
        }
        return found != null ? found : findRest(segments, index, method, values);
    }

    private @Nullable RouteNode findRest(
            List<String> segments, int index, @Nullable String method, List<String> values) {
        if (rest == null || !rest.answers(method)) {
            return null;
        }
        var tail = segments.subList(index, segments.size());
        for (var segment : tail) {
            if (segment.indexOf('/') >= 0) {
                return null; // was escaped, and could not be told from one that was not
            }
        }
        values.add(String.join("/", tail));
        return rest;
    }

    private boolean answers(@Nullable String method) {
        return method == null ? forAny != null || !routes.isEmpty() : route(method) != null;
    }
}
