package dev.weft.http;

import dev.weft.http.internal.text.Uris;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that requests go through. By one for HTTP, plain requests are handed to it whole, and https ones tunnelled (CONNECT); SOCKS
 * tunnels both, and looks the host up itself.
 *
 * @param kind what it speaks
 * @param host where it is
 * @param port where it is, 1 to 65535
 * @param user whom to be; {@code null} for nobody
 * @param password of that user; {@code null} without
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    /** What a proxy speaks. */
    public enum Kind {
        /** HTTP. */
        HTTP,
        /** SOCKS 5. */
        SOCKS5
    }

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Proxy {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
    }

    /** Returns one for HTTP. */
    public static Proxy http(String host, int port) {
        return new Proxy(Kind.HTTP, host, port, null, null);
    }

    /** Returns one for SOCKS 5. */
    public static Proxy socks5(String host, int port) {
        return new Proxy(Kind.SOCKS5, host, port, null, null);
    }

    /** Returns this with a user; a proxy that wants none is not told. */
    public Proxy withCredentials(String newUser, String newPassword) {
        return new Proxy(kind, host, port, newUser, newPassword);
    }

    /**
     * Returns the proxy that a URI names, as in {@code http://user:password@proxy:3128} or {@code socks5://proxy:1080}; without a scheme
     * it is for HTTP, without a port 3128 or 1080.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static Proxy of(String text) {
        var uri = Uris.parse(text.contains("://") ? text : "http://" + text);
        var kind = switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "http" -> Kind.HTTP;
            case "socks5", "socks5h", "socks" -> Kind.SOCKS5;
            default ->
                throw new IllegalArgumentException(
                        "'%s' names no proxy: its scheme must be http or socks5".formatted(Uris.safe(uri)));
        };
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("'%s' names no proxy: it has no host".formatted(Uris.safe(uri)));
        }
        int port = uri.getPort() > 0 ? uri.getPort() : kind == Kind.HTTP ? 3128 : 1080;
        return new Proxy(kind, Uris.host(uri), port, userOf(uri), passwordOf(uri));
    }

    private static @Nullable String userOf(URI uri) {
        var info = Uris.userInfo(uri);
        return info == null ? null : info.split(":", 2)[0];
    }

    private static @Nullable String passwordOf(URI uri) {
        var info = Uris.userInfo(uri);
        return info == null || info.indexOf(':') < 0 ? null : info.split(":", 2)[1];
    }

    /** Returns the kind and where it is; never the credentials. */
    @Override
    public String toString() {
        return "%s://%s:%d"
                .formatted(kind.name().toLowerCase(Locale.ROOT), host.indexOf(':') < 0 ? host : "[" + host + "]", port);
    }
}
