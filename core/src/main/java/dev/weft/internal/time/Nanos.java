package dev.weft.internal.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as nanoseconds. */
public final class Nanos {

    private Nanos() {}

    /** Returns {@code duration} in nanoseconds; what does not fit is as long as fits, where {@code toNanos()} would throw. */
    public static long of(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    /**
     * Returns {@code duration}.
     *
     * @throws IllegalArgumentException if it is zero or negative; {@code what} names it
     */
    public static Duration ensurePositive(Duration duration, String what) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("%s must be positive, was %s".formatted(what, duration));
        }
        return duration;
    }
}
