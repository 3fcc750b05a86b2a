package dev.weft.cli.fetch;

import java.net.URI;
import java.util.Optional;

/**
 * The other end of one request.
 *
 * @param uri what is requested
 * @param proxy the proxy it is reached through; empty if directly
 */
record Peer(URI uri, Optional<Proxies.Proxy> proxy) {

    /** Returns the server's host and port. */
    String server() {
        return uri.getHost() + ":" + Url.portOf(uri);
    }

    /** Returns the host that the connection goes to, the proxy's if there is one: the name that must be known. */
    String nearestHost() {
        return proxy.map(p -> p.host() + " (the proxy in " + p.variable() + ")").orElse(uri.getHost());
    }

    /** Returns host and port that the connection goes to: the proxy's if there is one. */
    String nearest() {
        return proxy.map(p -> p + " (the proxy in " + p.variable() + ")").orElse(server());
    }
}
