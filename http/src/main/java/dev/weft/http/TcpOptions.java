package dev.weft.http;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is to be connected.
 *
 * @param tls {@code null} for none
 * @param connectTimeout how long looking up the host, connecting and TLS may take in all
 * @param readTimeout how long each read may wait; {@code null} for ever. See {@link TcpStream#readTimeout}
 */
public record TcpOptions(
        @Nullable Tls tls,
        Duration connectTimeout,
        @Nullable Duration readTimeout) {
    private static final TcpOptions DEFAULTS = new TcpOptions(null, Duration.ofSeconds(30), null);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a time is not positive
     */
    public TcpOptions {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        if (!connectTimeout.isPositive()) {
            throw new IllegalArgumentException("connectTimeout must be positive, was " + connectTimeout);
        }
        if (readTimeout != null && !readTimeout.isPositive()) {
            throw new IllegalArgumentException("readTimeout must be positive, was " + readTimeout);
        }
    }

    /** Returns no TLS, 30 s to connect, and reads that wait for ever. */
    public static TcpOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these with TLS. */
    public TcpOptions withTls(Tls newTls) {
        return new TcpOptions(Objects.requireNonNull(newTls, "tls"), connectTimeout, readTimeout);
    }

    /** Returns these with another {@link #connectTimeout}. */
    public TcpOptions withConnectTimeout(Duration timeout) {
        return new TcpOptions(tls, timeout, readTimeout);
    }

    /** Returns these with another {@link #readTimeout}. */
    public TcpOptions withReadTimeout(@Nullable Duration timeout) {
        return new TcpOptions(tls, connectTimeout, timeout);
    }
}
