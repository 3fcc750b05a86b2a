package dev.weft.bench.loop;

/**
 * What a coroutine asks before each step whether there is to be one. It counts; and some watch the time between their steps.
 *
 * <p>Used by the coroutine; the thread that measures reads the count meanwhile, as it happens to be.
 */
final class Walker {
    private final Rota rota;
    private final boolean watches;

    private long steps;
    private long lastNanos;
    private long longestNanos;

    Walker(Rota rota, boolean watches) {
        this.rota = rota;
        this.watches = watches;
    }

    /** Tells whether another step is to be taken, and counts it; {@code false} once. */
    boolean goesOn() {
        long before = steps;
        steps = before + 1;
        if (before == 0) {
            rota.begun();
        }
        if (watches && rota.isMeasured()) {
            watch();
        }
        if (rota.isOver()) {
            rota.ended();
            return false;
        }
        return true;
    }

    private void watch() {
        long now = System.nanoTime();
        if (lastNanos != 0) {
            longestNanos = Math.max(longestNanos, now - lastNanos);
        }
        lastNanos = now;
    }

    long steps() {
        return steps;
    }

    /**
     * Returns the longest time between two steps, or from {@code startNanos} or to {@code endNanos} where it took none meanwhile;
     * 0 if it did not watch. Read when the coroutine has ended.
     */
    long longestNanos(long startNanos, long endNanos) {
        if (!watches) {
            return 0;
        }
        return Math.max(longestNanos, endNanos - (lastNanos == 0 ? startNanos : lastNanos));
    }
}
