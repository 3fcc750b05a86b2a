package dev.weft.http;

/** Where in an exchange something happened. */
public enum Phase {
    /** Waiting for one of the connections that the client may have. */
    POOL("waiting for a connection of the pool"),
    /** Looking up the host's addresses. */
    DNS("looking up the host"),
    /** Connecting to the host, or to the proxy in front of it. */
    CONNECT("connecting"),
    /** Asking the proxy for a way to the host. */
    PROXY("asking the proxy"),
    /** The TLS handshake. */
    TLS("making the TLS handshake"),
    /** Sending the request. */
    REQUEST("sending the request"),
    /** Waiting for the head of the response. */
    RESPONSE("waiting for the response"),
    /** Reading the body of the response. */
    BODY("reading the body");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
