package dev.weft.http.internal.server;

import dev.weft.http.Headers;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request that came by a socket. Its head is complete, and read where it is asked for; the body is the {@link Exchange}'s. */
final class SocketRequest extends BaseRequest {
    private final HttpServerRequest request;
    private final Exchange exchange;
    private @Nullable Headers headers;

    SocketRequest(HttpServerRequest request, Match match, Exchange exchange, int maxBytes) {
        super(match, maxBytes);
        this.request = request;
        this.exchange = exchange;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String rawPath() {
        var path = request.path();
        return path == null ? "" : path;
    }

    @Override
    public @Nullable String rawQuery() {
        return request.query();
    }

    @Override
    public URI uri() {
        return URI.create(request.absoluteURI());
    }

    @Override
    public String scheme() {
        return request.isSSL() ? "https" : "http";
    }

    @Override
    public String version() {
        return version(request);
    }

    static String version(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2";
            case HTTP_3 -> "HTTP/3";
        };
    }

    @Override
    public @Nullable SocketAddress remote() {
        return remote(request);
    }

    static @Nullable SocketAddress remote(HttpServerRequest request) {
        var address = request.remoteAddress();
        if (address == null || !address.isInetSocket()) {
            return null;
        }
        var host = address.hostAddress();
        return InetSocketAddress.createUnresolved(host == null ? address.host() : host, address.port());
    }

    @Override
    public Headers headers() {
        if (headers == null) {
            var builder = Headers.builder();
            request.headers().forEach((name, value) -> builder.add(name, value));
            headers = builder.build();
        }
        return headers;
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public InputStream body() {
        return exchange.body();
    }
}
