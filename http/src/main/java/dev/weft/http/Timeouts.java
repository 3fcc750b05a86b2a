package dev.weft.http;

import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long each phase of an exchange may take: separate limits, so that a full pool is no slow server, and a big download no hang.
 *
 * <p>Each is positive; {@link #UNLIMITED} is none. When one passes, the exchange ends with {@link HttpTimeoutException}, which names
 * it, and its connection is closed, or given back if it was not used yet.
 *
 * @param poolWait waiting for one of the connections that the client may have
 * @param connect looking the host up; and again, connecting to it or to its proxy
 * @param tls the TLS handshake
 * @param firstByte from when the request is sent until the response's head is here
 * @param betweenBytes between two pieces of a body, in either direction
 * @param total all of it: redirects, retries and reading the body included
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientTimeout">ClientTimeout</a>, where
 *     {@code connect} counts the wait for the pool, too
 */
public record Timeouts(
        Duration poolWait, Duration connect, Duration tls, Duration firstByte, Duration betweenBytes, Duration total) {
    /** No limit. */
    public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

    private static final Timeouts DEFAULTS = new Timeouts(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            UNLIMITED);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is zero or negative
     */
    public Timeouts {
        Nanos.ensurePositive(poolWait, "poolWait");
        Nanos.ensurePositive(connect, "connect");
        Nanos.ensurePositive(tls, "tls");
        Nanos.ensurePositive(firstByte, "firstByte");
        Nanos.ensurePositive(betweenBytes, "betweenBytes");
        Nanos.ensurePositive(total, "total");
    }

    /**
     * Returns what a client starts with: a minute for the pool, the first byte and between bytes, ten seconds each to connect and for
     * TLS, and no limit in all, since how long a body takes depends on its size.
     */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /** Returns no limits at all. */
    public static Timeouts none() {
        return new Timeouts(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);
    }

    /** Returns these with another limit for the wait for a connection of the pool. */
    public Timeouts withPoolWait(Duration limit) {
        return new Timeouts(limit, connect, tls, firstByte, betweenBytes, total);
    }

    /** Returns these with another limit for connecting. */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(poolWait, limit, tls, firstByte, betweenBytes, total);
    }

    /** Returns these with another limit for the TLS handshake. */
    public Timeouts withTls(Duration limit) {
        return new Timeouts(poolWait, connect, limit, firstByte, betweenBytes, total);
    }

    /** Returns these with another limit for the wait for the response's head. */
    public Timeouts withFirstByte(Duration limit) {
        return new Timeouts(poolWait, connect, tls, limit, betweenBytes, total);
    }

    /** Returns these with another limit between two pieces of a body. */
    public Timeouts withBetweenBytes(Duration limit) {
        return new Timeouts(poolWait, connect, tls, firstByte, limit, total);
    }

    /** Returns these with another limit for all of it. */
    public Timeouts withTotal(Duration limit) {
        return new Timeouts(poolWait, connect, tls, firstByte, betweenBytes, limit);
    }
}
