package dev.weft.http.internal.server;

import dev.weft.http.Headers;
import dev.weft.http.HttpError;
import dev.weft.http.Limits;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request that came by no socket. */
public final class MemoryRequest extends BaseRequest {
    private final String method;
    private final URI uri;
    private final Headers headers;
    private final InputStream body;

    private MemoryRequest(Match match, String method, URI uri, Headers headers, byte[] body) {
        super(match, Limits.standard().bodyInMemory());
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = new ByteArrayInputStream(body);
    }

    /** Has {@code routes} answer, as a server would: what a handler throws becomes the response, but an error of its own is thrown. */
    public static Response answer(Routes routes, String method, URI uri, Headers headers, byte[] body)
            throws Exception {
        var match = new Router(routes).find(method, uri.getRawPath());
        try {
            return match.route().handler().handle(new MemoryRequest(match, method, uri, headers, body));
        } catch (HttpError e) {
            return Failures.response(e);
        }
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return uri.getRawPath();
    }

    @Override
    public @Nullable String rawQuery() {
        return uri.getRawQuery();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public String scheme() {
        return uri.getScheme();
    }

    @Override
    public String version() {
        return "HTTP/1.1";
    }

    @Override
    public @Nullable SocketAddress remote() {
        return null;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    @Override
    public InputStream body() {
        return body;
    }
}
