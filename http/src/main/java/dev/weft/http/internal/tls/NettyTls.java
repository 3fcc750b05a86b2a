package dev.weft.http.internal.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** {@code Tls} as Netty takes it, for channels that are ours. */
public final class NettyTls {
    private final SslContext context;
    private final @Nullable String serverName;

    private NettyTls(SslContext context, @Nullable String serverName) {
        this.context = context;
        this.serverName = serverName;
    }

    /** Returns a client's; made off the event loop, since it reads keys. */
    public static NettyTls client(TlsSettings tls) {
        var values = tls.values();
        var identity = values.identity();
        var builder = SslContextBuilder.forClient()
                .keyManager(identity == null ? null : identity.keys())
                .endpointIdentificationAlgorithm(values.hostVerified() ? "HTTPS" : "");
        return new NettyTls(built(builder, values), values.serverName());
    }

    /**
     * Returns a server's; made off the event loop, since it reads keys.
     *
     * @throws IllegalArgumentException without a certificate
     */
    public static NettyTls server(TlsSettings tls) {
        var values = tls.values();
        var identity = values.identity();
        if (identity == null) {
            throw new IllegalArgumentException(
                    "a server needs a certificate and its key: Tls.builder().certificate(chain, key)");
        }
        var builder = SslContextBuilder.forServer(identity.keys())
                .clientAuth(
                        switch (values.clientCertificates()) {
                            case NONE -> ClientAuth.NONE;
                            case WANTED -> ClientAuth.OPTIONAL;
                            case REQUIRED -> ClientAuth.REQUIRE;
                        });
        return new NettyTls(built(builder, values), null);
    }

    private static SslContext built(SslContextBuilder builder, TlsSettings.Values values) {
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .trustManager(values.trust())
                    .protocols(values.protocols())
                    .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS cannot be set up so: " + e.getMessage(), e);
        }
    }

    /** Returns a handler for a connection with {@code host}; on the event loop. */
    public SslHandler handler(String host, int port) {
        return context.newHandler(ByteBufAllocator.DEFAULT, Objects.requireNonNullElse(serverName, host), port);
    }

    /** Returns a handler for a connection with a client; on the event loop. */
    public SslHandler handler() {
        return context.newHandler(ByteBufAllocator.DEFAULT);
    }
}
