package dev.weft.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Waits for what can only be looked at: nothing announces it. What can be announced is for a {@link Signal}.
 *
 * <p>Each method looks again and again, in the calling thread, for {@link Signal#SAFETY_LIMIT} at most, and then is an {@link
 * AssertionError} that says what was awaited.
 */
public final class Observed {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private Observed() {}

    /**
     * Something to be seen.
     *
     * @param <X> what looking may throw, which ends the wait
     */
    @FunctionalInterface
    public interface Fact<X extends Exception> {
        boolean holds() throws X;
    }

    /** Waits until {@code thread} waits for something, be it for a while; a monitor is not among that. */
    public static void waiting(Thread thread) {
        until("%s to wait".formatted(thread), () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        });
    }

    /** As {@link #waiting}, or until it waits for a monitor, which a thread may also do for a moment where it loads a class. */
    public static void waitingOrBlocked(Thread thread) {
        until("%s to wait".formatted(thread), () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        });
    }

    /** Waits until {@code count} is zero; {@code what} says of what, such as "open connections". */
    public static void none(String what, IntSupplier count) {
        try {
            until("no " + what, () -> count.getAsInt() == 0);
        } catch (AssertionError e) {
            throw new AssertionError("%s: there are %d".formatted(e.getMessage(), count.getAsInt()), e);
        }
    }

    /** Waits until {@code fact} holds; {@code what} says what was awaited. */
    public static <X extends Exception> void until(String what, Fact<X> fact) throws X {
        long start = System.nanoTime();
        while (!fact.holds()) {
            ensureInTime(start, what);
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Keeps the calling thread busy, so that a coroutine holds its loop, until {@code condition} holds. */
    public static void spinUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            ensureInTime(start, "what a busy thread was to see");
            Thread.onSpinWait();
        }
    }

    private static void ensureInTime(long start, String what) {
        if (System.nanoTime() - start > Signal.SAFETY_LIMIT.toNanos()) {
            throw new AssertionError("waited %s for %s".formatted(Signal.SAFETY_LIMIT, what));
        }
    }
}
