package dev.weft;

import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Waiter;
import dev.weft.internal.time.Nanos;
import dev.weft.internal.time.SystemClock;
import java.time.Duration;

/**
 * The one seam through which Weft tells the time, waits, and delivers interrupts.
 *
 * <p>A pool has a clock, and so has everything that runs in it: a wait inside a job uses the clock of the job's pool, a wait
 * outside of any job uses {@link #system()}. The event loop and the tests' manual clock replace it.
 *
 * <p>Any thread may call any method.
 */
public interface Clock {

    /** Means "without limit" to {@link #park}. */
    long FOREVER = Long.MAX_VALUE;

    /** Returns the clock of the machine. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }

    /** Returns the clock of the job that the calling thread runs, or {@link #system()} outside of any job. */
    static Clock current() {
        return Strand.currentClock();
    }

    /** Returns a time in nanoseconds that never goes back; only differences have a meaning, as with {@link System#nanoTime}. */
    long nanoTime();

    /**
     * Suspends the calling thread until it is unparked or interrupted, or {@code nanos} have passed, or for no reason, as
     * {@link java.util.concurrent.locks.LockSupport#parkNanos(Object, long)} does.
     *
     * <p>A clock of one's own must not wait for a lock, or anything else, of {@code java.util.concurrent} before it parks: that
     * wait would use up the permit of an {@code unpark} that has come already, and the thread would sleep on.
     *
     * @param blocker what the thread waits for, for those who look at it
     * @param nanos the longest wait in nanoseconds; {@link #FOREVER} for no limit
     */
    void park(Object blocker, long nanos);

    /**
     * Runs {@code action} once {@code nanos} have passed, on a thread of the clock.
     *
     * @param action must be short and must not wait: it holds up all other timers
     */
    Timer schedule(long nanos, Runnable action);

    /**
     * As {@link #schedule}, for what has to be on time even while the threads that run the jobs are held: the end of an overdue
     * future.
     */
    default Timer alarm(long nanos, Runnable action) {
        return schedule(nanos, action);
    }

    /**
     * Suspends the calling job, or thread, for {@code duration} by {@link #current}: where that is virtual, virtual time passes.
     *
     * @param duration zero or less does not wait
     * @throws InterruptedException if interrupted before or while it waits
     */
    static void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a sleep of " + duration);
        }
        new Waiter().await("sleep", Nanos.of(duration));
    }

    /**
     * Runs {@code delivery}, which interrupts {@code target}, where this clock wants interrupts to be delivered: in the caller
     * for threads, on its carrier for an event loop.
     */
    default void deliver(Thread target, Runnable delivery) {
        delivery.run();
    }

    /** An action that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the action, unless it runs already. */
        void cancel();
    }
}
