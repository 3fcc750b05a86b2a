package dev.weft.http.internal.text;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URIs as a client needs them: checked, put together, and without what must not be shown. */
public final class Uris {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Uris() {}

    /**
     * Returns {@code text} as a URI; spaces and characters beyond ASCII in it are encoded, as a browser does.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static URI parse(String text) {
        try {
            return ascii(new URI(text.strip().replace(" ", "%20")));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no URI: %s at index %d; percent-encode what is no part of one, or use query(name, value)"
                            .formatted(text, e.getReason(), e.getIndex()),
                    e);
        }
    }

    // Hosts beyond ASCII by their ASCII names, the rest percent-encoded.
    private static URI ascii(URI uri) {
        var authority = uri.getRawAuthority();
        if (uri.getHost() != null || authority == null || authority.chars().allMatch(c -> c < 0x80)) {
            return URI.create(uri.toASCIIString());
        }
        var host = authority.substring(authority.indexOf('@') + 1).replaceFirst(":\\d*$", "");
        return URI.create(URI.create(uri.toString().replace(authority, authority.replace(host, IDN.toASCII(host))))
                .toASCIIString());
    }

    /** Returns {@code uri} with http for ws, and https for wss, by which its handshake goes. */
    public static URI ofWebSocket(URI uri) {
        var scheme = uri.getScheme();
        return "ws".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme)
                ? URI.create("http" + uri.toString().substring(2))
                : uri;
    }

    /** Returns {@code uri} as seen from {@code base}. */
    public static URI resolve(URI base, URI uri) {
        if (uri.toString()
                .startsWith("?")) { // URI.resolve takes the last segment away, against RFC 3986, section 5.2.2
            var text = withoutFragment(base).toString();
            int query = text.indexOf('?');
            return URI.create((query < 0 ? text : text.substring(0, query)) + uri);
        }
        var from = base.getRawPath() == null || base.getRawPath().isEmpty() ? base.resolve("/") : base;
        return from.resolve(uri);
    }

    /**
     * Returns {@code uri} without its fragment.
     *
     * @throws IllegalArgumentException if it is not for http or https, or has no host
     */
    public static URI ensureHttp(URI uri) {
        Objects.requireNonNull(uri, "uri");
        var scheme = uri.getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException(
                    "'%s' is relative: give a whole URI, or the client a base".formatted(uri));
        }
        if (!isHttp(uri)) {
            throw new IllegalArgumentException(
                    "'%s' has the scheme '%s': the client speaks http and https".formatted(safe(uri), scheme));
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "'%s' has no host that is one: letters, digits, '-' and '.' only".formatted(safe(uri)));
        }
        if (uri.getPort() > 65535 || uri.getPort() == 0) {
            throw new IllegalArgumentException(
                    "'%s' has the port %d: ports are 1 to 65535".formatted(safe(uri), uri.getPort()));
        }
        return withoutFragment(uri);
    }

    private static URI withoutFragment(URI uri) {
        var text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }

    /** Tells whether {@code uri} is for http or https. */
    public static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
    }

    /** Tells whether {@code uri} is for https. */
    public static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * Returns {@code method}.
     *
     * @throws IllegalArgumentException if it is no token, or CONNECT
     */
    public static String ensureMethod(String method) {
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("'%s' is no method: letters, as in GET".formatted(method));
        }
        if (method.equalsIgnoreCase("CONNECT")) {
            throw new IllegalArgumentException("CONNECT is sent by the client itself, when it has a proxy: see Proxy");
        }
        return method;
    }

    /** Returns {@code uri} with {@code pair} added to its query. */
    public static URI withQuery(URI uri, String pair) {
        var text = uri.toString();
        char joint = uri.getRawQuery() == null ? '?' : '&';
        return URI.create(uri.getRawQuery() != null && uri.getRawQuery().isEmpty() ? text + pair : text + joint + pair);
    }

    /** Returns the host in lower case, an IPv6 address without its brackets. */
    public static String host(URI uri) {
        var host = Objects.requireNonNull(uri.getHost()).toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns the port, the scheme's own if it is not given. */
    public static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
    }

    /** Returns the path and query, as a request asks a server for them. */
    public static String target(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Returns the whole, as a request asks a proxy for it. */
    public static String absoluteTarget(URI uri) {
        return "http://" + uri.getRawAuthority() + target(uri);
    }

    /** Tells whether both have the same scheme, host and port. */
    public static boolean isSameOrigin(URI one, URI other) {
        return isHttps(one) == isHttps(other) && host(one).equals(host(other)) && port(one) == port(other);
    }

    /** Returns {@code uri} without user and password, fit to be shown. */
    public static URI safe(URI uri) {
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replace(uri.getRawUserInfo() + "@", ""));
    }

    /** Returns user and password as the URI has them, decoded; {@code null} without. */
    public static @Nullable String userInfo(URI uri) {
        return uri.getUserInfo();
    }
}
