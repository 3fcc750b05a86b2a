package dev.weft.http.internal.server;

import java.util.List;

/**
 * The route for a request.
 *
 * @param values of the route's parameters, in their order; percent escapes undone
 */
record Match(Route route, List<String> values) {}
