package dev.weft.http.internal.client;

import dev.weft.http.Phase;
import dev.weft.http.Timeouts;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of a request with the instant at which its total began.
 *
 * <p>Used by one thread.
 */
final class Limits {
    // Longer is none: waits in nanoseconds would not be exact anyway.
    private static final long NONE = Duration.ofDays(365L * 100).toNanos();

    final Timeouts timeouts;
    private final long totalNanos;
    private final long start = System.nanoTime();

    Limits(Timeouts timeouts) {
        this.timeouts = timeouts;
        this.totalNanos = Nanos.of(timeouts.total());
    }

    /** Returns how long {@code phase} may wait now; {@code null} without limit. Zero or less means that the total has passed. */
    @Nullable
    Duration of(Phase phase) {
        long own = Nanos.of(configured(phase));
        long least = totalNanos >= NONE ? own : Math.min(own, totalNanos - (System.nanoTime() - start));
        return least >= NONE ? null : Duration.ofNanos(least);
    }

    /** Returns what is left of the total; {@code null} without one. */
    @Nullable
    Duration left() {
        return totalNanos >= NONE ? null : Duration.ofNanos(totalNanos - (System.nanoTime() - start));
    }

    /** Tells whether it was the total that passed. */
    boolean isTotalPassed() {
        return totalNanos < NONE && System.nanoTime() - start >= totalNanos;
    }

    Duration configured(Phase phase) {
        return switch (phase) {
            case POOL -> timeouts.poolWait();
            case DNS, CONNECT, PROXY -> timeouts.connect();
            case TLS -> timeouts.tls();
            case RESPONSE -> timeouts.firstByte();
            case REQUEST, BODY -> timeouts.betweenBytes();
        };
    }
}
