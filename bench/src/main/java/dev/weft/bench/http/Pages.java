package dev.weft.bench.http;

/**
 * What every server serves: a text; an object as JSON, made for each request; a page of a user, whose number is a part of the path,
 * behind a middleware that adds a header; what another server answers, which takes {@value #UPSTREAM_MILLIS} ms; and a WebSocket
 * that sends back each message.
 */
final class Pages {
    static final String PLAIN = "/plain";
    static final String JSON = "/json";
    static final String USERS = "/users";
    static final String WAIT = "/wait";
    static final String WEB_SOCKET = "/ws";

    static final String GREETING = "Hello, World!";
    static final String HEADER = "x-served-by";
    static final int UPSTREAM_MILLIS = 10;
    /** So many connections wait for the other server at the same time. */
    static final int CROWD = 1_000;

    private Pages() {}

    /** What is answered as JSON. */
    record Greeting(String message) {}
}
