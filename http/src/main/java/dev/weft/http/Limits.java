package dev.weft.http;

import dev.weft.internal.time.Nanos;
import java.time.Duration;

/**
 * What a server takes, so that no client can fill its memory or keep its connections.
 *
 * <p>Not set here: up to 128 KiB of each body wait to be read, and no more than an eighth of the heap for all of this JVM's
 * connections together; beyond that a client may send only what a handler waits for. Over HTTP/2 a client may send 16 KiB of each body
 * before anybody reads it, and have 100 requests on a connection.
 *
 * @param requestLine most bytes of a request's first line; beyond it 414
 * @param head most bytes of all header lines; beyond it 431
 * @param headers most header lines; beyond it 431
 * @param bodyInMemory most bytes of a body that is taken as a whole, by {@link Request#bytes} and what builds on it; beyond it 413
 * @param body most bytes of any body; beyond it 413
 * @param connections most connections at a time; one more is closed. One counts from its TLS handshake on, and one of HTTP/2 from its
 *     first frames; until then it may last for {@code headTime}
 * @param requests most requests in progress at a time; one more is answered with 503. One with a body over
 *     HTTP/2 takes some 35 KiB while it waits: with a small heap, set fewer
 * @param headTime how long a client may take for the head of a request, from its first byte; later the connection is closed
 * @param idle how long a connection may be without a request, and a body without a byte, before it is closed
 */
public record Limits(
        int requestLine,
        int head,
        int headers,
        int bodyInMemory,
        long body,
        int connections,
        int requests,
        Duration headTime,
        Duration idle) {

    private static final Limits STANDARD = new Limits(
            8 * 1024,
            32 * 1024,
            128,
            1024 * 1024,
            1024L * 1024 * 1024,
            100_000,
            20_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75));

    /** @throws IllegalArgumentException if one is not positive */
    public Limits {
        ensurePositive("requestLine", requestLine);
        ensurePositive("head", head);
        ensurePositive("headers", headers);
        ensurePositive("bodyInMemory", bodyInMemory);
        ensurePositive("body", body);
        ensurePositive("connections", connections);
        ensurePositive("requests", requests);
        Nanos.ensurePositive(headTime, "headTime");
        Nanos.ensurePositive(idle, "idle");
    }

    private static void ensurePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be positive, was %d".formatted(name, value));
        }
    }

    /**
     * Returns the limits of a server that was not told others: first line 8 KiB, head 32 KiB in 128 lines, body 1 MiB in memory and
     * 1 GiB in all, 100,000 connections, 20,000 requests in progress, 10 s for a head, 75 s idle.
     */
    public static Limits standard() {
        return STANDARD;
    }

    /** Returns these limits with another {@link #requestLine}. */
    public Limits withRequestLine(int bytes) {
        return new Limits(bytes, head, headers, bodyInMemory, body, connections, requests, headTime, idle);
    }

    /** Returns these limits with another {@link #head}. */
    public Limits withHead(int bytes) {
        return new Limits(requestLine, bytes, headers, bodyInMemory, body, connections, requests, headTime, idle);
    }

    /** Returns these limits with another number of {@link #headers}. */
    public Limits withHeaders(int lines) {
        return new Limits(requestLine, head, lines, bodyInMemory, body, connections, requests, headTime, idle);
    }

    /** Returns these limits with another {@link #bodyInMemory}. */
    public Limits withBodyInMemory(int bytes) {
        return new Limits(requestLine, head, headers, bytes, body, connections, requests, headTime, idle);
    }

    /** Returns these limits with another {@link #body}. */
    public Limits withBody(long bytes) {
        return new Limits(requestLine, head, headers, bodyInMemory, bytes, connections, requests, headTime, idle);
    }

    /** Returns these limits with another number of {@link #connections}. */
    public Limits withConnections(int most) {
        return new Limits(requestLine, head, headers, bodyInMemory, body, most, requests, headTime, idle);
    }

    /** Returns these limits with another number of {@link #requests}. */
    public Limits withRequests(int most) {
        return new Limits(requestLine, head, headers, bodyInMemory, body, connections, most, headTime, idle);
    }

    /** Returns these limits with another {@link #headTime}. */
    public Limits withHeadTime(Duration time) {
        return new Limits(requestLine, head, headers, bodyInMemory, body, connections, requests, time, idle);
    }

    /** Returns these limits with another {@link #idle}. */
    public Limits withIdle(Duration time) {
        return new Limits(requestLine, head, headers, bodyInMemory, body, connections, requests, headTime, time);
    }
}
