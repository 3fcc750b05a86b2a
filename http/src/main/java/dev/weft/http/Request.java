package dev.weft.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks.
 *
 * <p>For the handler's job; another thread may call one method after the other, too. The body can be read once.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_reference.html#request-and-base-request">aiohttp's Request</a>
 */
public interface Request {

    /** Returns the method, such as {@code GET}. */
    String method();

    /** Returns the path with its percent escapes undone; for looking at, not for routing: an escaped slash looks like a slash here. */
    String path();

    /** Returns the path as it was sent. */
    String rawPath();

    /** Returns what stands behind the question mark as it was sent, or {@code null} without one. */
    @Nullable
    String rawQuery();

    /** Returns the address that was asked for, put together from the {@code Host} header. */
    URI uri();

    /** Returns {@code http} or {@code https}. */
    String scheme();

    /** Returns the version of the protocol, such as {@code HTTP/1.1}. */
    String version();

    /** Returns the client's address, as the socket knows it. */
    @Nullable
    SocketAddress remote();

    /** Returns the method and pattern of the route that answers, such as {@code GET /item/{id:long}}: a name for logs. */
    String route();

    // ---- path and query

    /**
     * Returns the value of the parameter {@code name} of the path, with its percent escapes undone.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    String path(String name);

    /** Returns a parameter of type {@code int}, as {@link #path(String)}. */
    int pathInt(String name);

    /** Returns a parameter of type {@code long}, as {@link #path(String)}. */
    long pathLong(String name);

    /** Returns a parameter of type {@code uuid}, as {@link #path(String)}. */
    UUID pathUuid(String name);

    /** Returns the first value of {@code name} in the query, or {@code null} without one. */
    @Nullable
    String query(String name);

    /** Returns all parameters of the query in their order. */
    Map<String, List<String>> query();

    // ---- head

    /** Returns the headers. */
    Headers headers();

    /** Returns the first value of a header, or {@code null} without one. */
    @Nullable
    String header(String name);

    /** Returns the cookies that were sent, by name; of two with one name the first. */
    Map<String, String> cookies();

    // ---- body

    /**
     * Returns the body, which a client that waits for {@code 100 Continue} sends now. Reading waits for what arrives; while it is not read
     * the client is held up.
     *
     * <p>Reading throws {@link HttpError} 413 beyond the server's limit, and {@link IOException} if the client goes before the end.
     */
    InputStream body();

    /**
     * Returns the whole body.
     *
     * @throws HttpError 413 if it is longer than the server takes into memory
     * @throws IOException if the client goes before its end
     */
    byte[] bytes() throws IOException;

    /** Returns the whole body as text, in the character set of its content type or else UTF-8; as {@link #bytes}. */
    String text() throws IOException;

    /**
     * Returns the whole body, which is JSON, as a {@code type}; as {@link #bytes}.
     *
     * @throws HttpError 400 if it is no JSON or not of that type
     */
    <T> T json(Class<T> type) throws IOException;

    /**
     * Returns the whole body, which is a form of either kind: {@code application/x-www-form-urlencoded} or {@code multipart/form-data}.
     *
     * @throws HttpError 413 if it is longer than the server takes into memory or has more than 1,000 fields, 415 if it is no form, 400 if
     *     it is no right one
     * @throws IOException if the client goes before its end
     */
    Form form() throws IOException;

    /**
     * Returns the parts of the body, which is of a multipart type, as they arrive: for files that are too long for memory.
     *
     * @throws HttpError 415 if it is of another type, 400 if it has no boundary
     */
    Multipart multipart();

    // ---- more

    /** Returns what middleware and handlers keep with this request, by name; may be changed. */
    Map<String, Object> attributes();
}
