package dev.weft.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what can only be looked at. */
final class Observed {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private Observed() {}

    /** Waits until {@code thread} waits for something. */
    static void waiting(Thread thread) {
        until("%s to wait".formatted(thread), () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        });
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @throws AssertionError if it does not within {@link Signal#SAFETY_LIMIT}; {@code what} says what was awaited
     */
    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > Signal.SAFETY_LIMIT.toNanos()) {
                throw new AssertionError("waited %s for %s".formatted(Signal.SAFETY_LIMIT, what));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
