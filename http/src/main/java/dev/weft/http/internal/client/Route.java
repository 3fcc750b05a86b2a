package dev.weft.http.internal.client;

import dev.weft.http.Proxy;
import dev.weft.http.internal.text.Uris;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where connections of one kind lead to: those of one route can stand in for each other.
 *
 * @param host in lower case, an IPv6 address without brackets
 * @param proxy on the way; {@code null} without
 * @param unixSocket in place of an address; {@code null} without
 */
record Route(
        boolean secure,
        String host,
        int port,
        @Nullable Proxy proxy,
        @Nullable Path unixSocket) {
    static Route of(URI uri, Settings settings) {
        var socket = settings.unixSocket();
        var proxy = socket != null ? null : settings.proxies().proxyFor(uri);
        return new Route(Uris.isHttps(uri), Uris.host(uri), Uris.port(uri), proxy, socket);
    }

    /** Tells whether requests are handed to a proxy whole, with an absolute URI. */
    boolean isForwarded() {
        return proxy != null && proxy.kind() == Proxy.Kind.HTTP && !secure;
    }

    /** Tells whether a proxy makes way for the connection. */
    boolean isTunnelled() {
        return proxy != null && !isForwarded();
    }

    /** Returns the host that the socket is connected to. */
    String nextHost() {
        return proxy != null ? proxy.host() : host;
    }

    int nextPort() {
        return proxy != null ? proxy.port() : port;
    }

    /** Returns what the socket is connected to, as users see it. */
    String next() {
        return proxy != null ? "the proxy " + proxy : toString();
    }

    /** Returns the host as a request's authority has it. */
    String authorityHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** Returns the authority as a request's Host has it: without the port that goes without saying. */
    String authority() {
        return port == (secure ? 443 : 80) ? authorityHost() : authorityHost() + ":" + port;
    }

    /** Returns where it leads, as users see it. */
    @Override
    public String toString() {
        return unixSocket != null ? unixSocket.toString() : authorityHost() + ":" + port;
    }
}
