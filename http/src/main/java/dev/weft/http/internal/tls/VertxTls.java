package dev.weft.http.internal.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** {@code Tls} as Vert.x takes it; protocols above TLS (ALPN) are left to the caller. */
public final class VertxTls {
    private static final String VERIFY_HOST = "HTTPS";
    private static final String VERIFY_NO_HOST = "";

    private VertxTls() {}

    /** Returns the options of a client. */
    public static ClientSSLOptions client(TlsSettings tls) {
        var values = tls.values();
        var options = new ClientSSLOptions()
                .setTrustOptions(TrustOptions.wrap(values.trust()))
                .setHostnameVerificationAlgorithm(values.hostVerified() ? VERIFY_HOST : VERIFY_NO_HOST)
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(values.protocols()));
        var identity = values.identity();
        return identity == null ? options : options.setKeyCertOptions(KeyCertOptions.wrap(identity.keys()));
    }

    /**
     * Returns the options of a server.
     *
     * @throws IllegalArgumentException without a certificate
     */
    public static ServerSSLOptions server(TlsSettings tls) {
        var values = tls.values();
        var identity = values.identity();
        if (identity == null) {
            throw new IllegalArgumentException(
                    "a server needs a certificate and its key: Tls.builder().certificate(chain, key)");
        }
        var options = new ServerSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(identity.keys()))
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(values.protocols()));
        return switch (values.clientCertificates()) {
            case NONE -> options;
            case WANTED -> options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(TrustOptions.wrap(values.trust()));
            case REQUIRED ->
                options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(TrustOptions.wrap(values.trust()));
        };
    }

    /** Returns the name to ask a server for in place of its host's; {@code null} for the host's. */
    public static @Nullable String serverName(TlsSettings tls) {
        return tls.values().serverName();
    }
}
