package dev.weft.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a WebSocket is to be; the same on both sides.
 *
 * @param mostBytes how long a message may be, in bytes once inflated; a longer one closes the connection with 1009
 * @param heartbeat how long nothing may arrive before a ping is sent, after which something must within half that time, or the
 *     connection counts as lost (1006); {@code null} for never
 * @param closeTimeout how long closing waits for the peer to close too
 * @param deflate whether to offer, or accept, compression of messages (RFC 7692)
 * @param subProtocols the names that may be spoken, the best first; a client offers them, a server chooses the first of a client's
 *     that is here
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientSession.ws_connect">ws_connect</a>, whose
 *     defaults these are, but for {@code deflate}, which is on, on both sides
 */
public record WebSocketOptions(
        int mostBytes,
        @Nullable Duration heartbeat,
        Duration closeTimeout,
        boolean deflate,
        List<String> subProtocols) {
    private static final WebSocketOptions DEFAULTS =
            new WebSocketOptions(4 * 1024 * 1024, null, Duration.ofSeconds(10), true, List.of());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a number or time is not positive
     */
    public WebSocketOptions {
        if (mostBytes < 1) {
            throw new IllegalArgumentException("mostBytes must be positive, was " + mostBytes);
        }
        if (heartbeat != null) {
            ensurePositive(heartbeat, "heartbeat");
        }
        ensurePositive(closeTimeout, "closeTimeout");
        subProtocols = List.copyOf(subProtocols);
    }

    private static void ensurePositive(Duration value, String name) {
        Objects.requireNonNull(value, name);
        if (!value.isPositive()) {
            throw new IllegalArgumentException("%s must be positive, was %s".formatted(name, value));
        }
    }

    /** Returns 4 MiB a message, no heart-beat, 10 s to close, compression, no sub-protocol. */
    public static WebSocketOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these with another {@link #mostBytes}. */
    public WebSocketOptions withMostBytes(int bytes) {
        return new WebSocketOptions(bytes, heartbeat, closeTimeout, deflate, subProtocols);
    }

    /** Returns these with another {@link #heartbeat}. */
    public WebSocketOptions withHeartbeat(@Nullable Duration interval) {
        return new WebSocketOptions(mostBytes, interval, closeTimeout, deflate, subProtocols);
    }

    /** Returns these with another {@link #closeTimeout}. */
    public WebSocketOptions withCloseTimeout(Duration timeout) {
        return new WebSocketOptions(mostBytes, heartbeat, timeout, deflate, subProtocols);
    }

    /** Returns these with {@link #deflate} on or off. */
    public WebSocketOptions withDeflate(boolean on) {
        return new WebSocketOptions(mostBytes, heartbeat, closeTimeout, on, subProtocols);
    }

    /** Returns these with other {@link #subProtocols}. */
    public WebSocketOptions withSubProtocols(String... names) {
        return new WebSocketOptions(mostBytes, heartbeat, closeTimeout, deflate, List.of(names));
    }
}
