package dev.weft.loop;

import dev.weft.testkit.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, in a thread of the test, for what can only be looked at. */
final class Observed {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private Observed() {}

    /** Waits until {@code thread} waits for something. */
    static void waiting(Thread thread) {
        until("%s to wait".formatted(thread), () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
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

    /** Keeps the calling thread busy, so that a coroutine holds its loop, until {@code condition} holds. */
    static void spinUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > Signal.SAFETY_LIMIT.toNanos()) {
                throw new AssertionError("held the loop for %s in vain".formatted(Signal.SAFETY_LIMIT));
            }
            Thread.onSpinWait();
        }
    }
}
