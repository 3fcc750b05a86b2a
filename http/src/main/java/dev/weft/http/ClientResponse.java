package dev.weft.http;

import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came back: the head is here, and the body is read when asked for, once, at the reader's pace.
 *
 * <p>Closing it gives the connection back: the small rest of a body that was not read is dropped, a big one costs the connection. A
 * response that is read to its end is closed by that. Used by one thread at a time.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#response-object">aiohttp's ClientResponse</a>
 */
public interface ClientResponse extends AutoCloseable {
    /** Returns the status, from 100 to 999. */
    int status();

    /** Tells whether the status is 2xx. */
    default boolean ok() {
        return status() / 100 == 2;
    }

    /** Returns the fields of the head, as they came. */
    Headers headers();

    /** Returns the first value of {@code name}, or {@code null} without one. */
    default @Nullable String header(String name) {
        return headers().first(name);
    }

    /** Returns what was asked for in the end, after redirects. */
    URI uri();

    /** Returns the method that was used in the end, after redirects. */
    String method();

    /** Returns the version that was spoken: {@code HTTP/1.1}, for what is older, too, or {@code HTTP/2}. */
    String version();

    /** Returns the redirects that led here, in their order; empty without one. Their bodies are gone. */
    List<Hop> history();

    /** Returns the charset that {@code Content-Type} names, or UTF-8 if it names none that is known. */
    Charset charset();

    /**
     * Returns the body, decoded from its content coding; the same stream each time.
     *
     * <p>Reading it waits for bytes, and throws {@link HttpTimeoutException}, {@link DisconnectedException},
     * {@link ProtocolException} or {@link BodyException}, all unchecked.
     */
    InputStream body();

    /**
     * Reads the body to its end and returns it.
     *
     * @throws BodyException if it is larger than the request allows
     * @throws HttpException as reading {@link #body} does
     */
    byte[] bytes();

    /** Reads the body to its end and returns it as text, by {@link #charset}; for its errors see {@link #bytes}. */
    String text();

    /**
     * Reads the body to its end and returns it as {@code type}.
     *
     * @throws BodyException if it is no JSON, does not fit the type, or is larger than the request allows
     * @throws HttpException as reading {@link #body} does
     * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientResponse.json">json</a>, which refuses a
     *     body that is not said to be JSON; here the body itself decides
     */
    <T> T json(Class<T> type);

    /** As {@link #json(Class)}, for a generic type. */
    Object json(Type type);

    /**
     * Writes the body to {@code file}: first to a temporary file beside it, which takes the name when all is there. Memory is bounded
     * by buffers, whatever the size.
     *
     * @return how many bytes were written
     * @throws BodyException if the file cannot be written; no part of it is left behind
     * @throws HttpException as reading {@link #body} does; likewise
     */
    long saveTo(Path file);

    /**
     * Returns this response, if its status is 2xx.
     *
     * @throws StatusException if it is another; this response is closed then
     */
    ClientResponse ensureOk();

    /** Gives the connection back. Doing so twice does nothing. */
    @Override
    void close();

    /**
     * A redirect on the way to a response.
     *
     * @param status of the answer that redirected, 3xx
     * @param uri that was asked for
     * @param headers of the answer
     */
    record Hop(int status, URI uri, Headers headers) {}
}
