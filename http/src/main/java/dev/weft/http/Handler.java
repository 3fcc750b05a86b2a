package dev.weft.http;

/**
 * Answers requests: one call for each, in a job of its own.
 *
 * <p>What it throws becomes the response: an {@link HttpError} its status, anything else a 500 that tells the client nothing and is
 * logged with the route.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_quickstart.html#handler">aiohttp's handlers</a>
 */
@FunctionalInterface
public interface Handler {
    /**
     * Returns the answer to {@code request}.
     *
     * <p>It may wait as it likes: in a coroutine that suspends the coroutine, on a thread the thread.
     */
    Response handle(Request request) throws Exception;
}
