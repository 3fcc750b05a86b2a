package dev.weft.http;

/**
 * Stands around every attempt of a request: each redirect and each retry passes through it again. It may change the request, answer by
 * itself, look at the response, or ask again.
 *
 * <pre>{@code
 * ClientMiddleware timing = (request, next) -> {
 *     long start = System.nanoTime();
 *     var response = next.send(request);
 *     LOG.log(DEBUG, "{0} {1} -> {2} in {3} ns", request.method(), request.uri(), response.status(), System.nanoTime() - start);
 *     return response;
 * };
 * }</pre>
 *
 * <p>Called by whoever sends the request, on that thread or coroutine; several at once.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_middleware_cookbook.html">aiohttp's client middlewares</a>
 */
@FunctionalInterface
public interface ClientMiddleware {
    /**
     * Answers {@code request}, usually by {@code next.send(request)}. A response that is not returned must be closed.
     *
     * @throws HttpException if there is no response
     */
    ClientResponse handle(ClientRequest request, Next next);

    /** What stands behind a middleware: the next one, and at the end the network. */
    @FunctionalInterface
    interface Next {
        /**
         * Sends {@code request} on, and waits for the response's head.
         *
         * @throws HttpException if there is no response
         */
        ClientResponse send(ClientRequest request);
    }
}
