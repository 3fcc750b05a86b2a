package dev.weft.http.testing;

import dev.weft.http.Headers;
import dev.weft.http.JsonCodec;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import dev.weft.http.internal.server.MemoryRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered without a socket: {@code TestRequest.get("/hello").to(routes).text()}.
 *
 * <p>A value: each method returns another.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/testing.html#aiohttp.test_utils.make_mocked_request">aiohttp's
 *     make_mocked_request</a>
 */
public final class TestRequest {
    private final String method;
    private final URI uri;
    private final Headers headers;
    private final byte[] body;

    private TestRequest(String method, URI uri, Headers headers, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    /** Returns a GET of {@code path}, which may have a query. */
    public static TestRequest get(String path) {
        return of("GET", path);
    }

    /** Returns a POST to {@code path} without a body. */
    public static TestRequest post(String path) {
        return of("POST", path);
    }

    /**
     * Returns a request without a body.
     *
     * @throws IllegalArgumentException if {@code path} does not begin with a slash, or is no part of a URI
     */
    public static TestRequest of(String method, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must begin with a slash, was '%s'".formatted(path));
        }
        return new TestRequest(
                method, URI.create("http://localhost" + path), Headers.of("Host", "localhost"), new byte[0]);
    }

    /** Returns this request with one more header. */
    public TestRequest header(String name, String value) {
        return new TestRequest(method, uri, headers.toBuilder().add(name, value).build(), body);
    }

    /** Returns this request with a body. */
    public TestRequest body(String type, byte[] bytes) {
        var withType = headers.toBuilder()
                .set("Content-Type", type)
                .set("Content-Length", Integer.toString(bytes.length))
                .build();
        return new TestRequest(method, uri, withType, bytes.clone());
    }

    /** Returns this request with {@code text} as its body, in UTF-8. */
    public TestRequest text(String text) {
        return body("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns this request with {@code value} as JSON as its body. */
    public TestRequest json(@Nullable Object value) {
        return body("application/json", JsonCodec.standard().write(value));
    }

    /**
     * Returns what {@code routes} answer, in the calling thread: middleware and handler, with an {@code HttpError} turned into its response.
     *
     * @throws Exception what the handler throws else, which a server would answer with 500
     */
    public Response to(Routes routes) throws Exception {
        return MemoryRequest.answer(routes, method, uri, headers, body);
    }

    @Override
    public String toString() {
        return "%s %s".formatted(method, uri);
    }
}
