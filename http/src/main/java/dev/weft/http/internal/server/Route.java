package dev.weft.http.internal.server;

import dev.weft.http.Handler;
import java.util.List;

/**
 * A handler with the middleware around it, as the server calls it.
 *
 * @param index which of the router's routes it is
 * @param name method and pattern, for logs and as the job's name
 * @param parameters the names of the path's parameters, in their order
 */
record Route(int index, String name, List<String> parameters, Handler handler) {}
