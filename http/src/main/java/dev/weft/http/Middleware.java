package dev.weft.http;

/**
 * Stands between the server and a handler: sees each request before it, and each response after it.
 *
 * <p>Middleware of {@link Routes#use} stands around every request below those routes, also one that no route answers (404) or not by
 * that method (405): it then sees the {@link HttpError}. The first that was added is the outermost.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_advanced.html#middlewares">aiohttp's middlewares</a>
 */
@FunctionalInterface
public interface Middleware {
    /** Returns the answer to {@code request}: that of {@code next}, changed or not, or another without asking it. */
    Response handle(Request request, Handler next) throws Exception;
}
