package dev.weft.testkit;

import dev.weft.Clock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it: for pools whose deadlines, pauses and delayed jobs are to pass without
 * waiting.
 *
 * <p>Timers run on the thread that moves the clock, in order of time, then of setting, each at its own instant. What they start
 * on other threads goes on at its own pace: await it before moving on, for instance by {@link #awaitTimers}.
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://trio.readthedocs.io/en/stable/reference-testing.html#time-and-timeouts">trio.testing.MockClock</a>, from
 *     which we differ: time never moves by itself
 */
public final class ManualClock implements Clock {
    // All guarded by this. A monitor, not a Lock: waiting for a Lock uses up the permit that a thread which is about to
    // park
    // has been given by unpark(), and it would park for ever.
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowNanos;
    private long entriesMade;
    private int waiters;
    private @Nullable Thread mover;

    /** Something that happens at {@code atNanos}: a timer, or the end of a thread's wait. */
    private record Entry(long atNanos, long number, boolean timer, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Ends a thread's wait; not a lambda, whose first use could take locks while the thread holds its permit. */
    private record WakeUp(Thread thread) implements Runnable {
        @Override
        public void run() {
            LockSupport.unpark(thread);
        }
    }

    /** Makes a clock that shows zero. */
    public ManualClock() {}

    // ---- the clock, as pools see it

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    @Override
    public void park(Object blocker, long nanos) {
        if (nanos <= 0) {
            return;
        }
        var end = beginWait(nanos, new WakeUp(Thread.currentThread()));
        try {
            LockSupport.park(blocker);
        } finally {
            endWait(end);
        }
    }

    private synchronized @Nullable Entry beginWait(long nanos, Runnable wake) {
        waiters++;
        notifyAll();
        return nanos == FOREVER ? null : add(nanos, false, wake);
    }

    private synchronized void endWait(@Nullable Entry end) {
        waiters--;
        entries.remove(end);
        notifyAll();
    }

    @Override
    public synchronized Timer schedule(long nanos, Runnable action) {
        var entry = add(nanos, true, action);
        notifyAll();
        return () -> remove(entry);
    }

    private Entry add(long nanos, boolean timer, Runnable action) {
        var entry = new Entry(later(nanos), entriesMade++, timer, action);
        entries.add(entry);
        return entry;
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
        notifyAll();
    }

    /** Returns the time {@code nanos} from now, or the end of time. */
    private long later(long nanos) {
        long then = nowNanos + Math.max(0, nanos);
        return then < 0 ? Long.MAX_VALUE : then;
    }

    // ---- moving it

    /** Returns how far the clock has been moved. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime());
    }

    /**
     * Moves the clock by {@code step} and runs, on the calling thread, the timers that come due; what one throws is thrown here,
     * with the clock at its instant. Two threads that move the clock take turns.
     *
     * @param step zero runs what is due now
     * @throws IllegalArgumentException if {@code step} is negative
     * @throws IllegalStateException if called by a timer of this clock
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("a clock does not go back, step was " + step);
        }
        beginMove();
        try {
            moveTo(laterBy(step));
        } finally {
            endMove();
        }
    }

    /**
     * Moves the clock to the next instant at which a timer is due or a thread's wait ends, and runs the timers that are due then.
     *
     * @return how far the clock was moved
     * @throws IllegalStateException if nothing is due at any time, or if called by a timer of this clock
     */
    public Duration advanceToNext() {
        beginMove();
        try {
            long before = nanoTime();
            long next = nextInstant();
            moveTo(next);
            return Duration.ofNanos(next - before);
        } finally {
            endMove();
        }
    }

    private synchronized long laterBy(Duration step) {
        return later(TimeUnit.NANOSECONDS.convert(step)); // saturates, where toNanos() would throw
    }

    private synchronized long nextInstant() {
        var next = entries.peek();
        if (next == null) {
            throw new IllegalStateException("no timer is set and no wait has a limit: %s".formatted(this));
        }
        return Math.max(next.atNanos(), nowNanos);
    }

    private void moveTo(long targetNanos) {
        for (var due = takeDue(targetNanos); due != null; due = takeDue(targetNanos)) {
            due.action().run();
        }
    }

    /** Takes the next entry that is due by {@code targetNanos} and moves to its instant, or to the target if there is none. */
    private synchronized @Nullable Entry takeDue(long targetNanos) {
        var next = entries.peek();
        boolean due = next != null && next.atNanos() <= targetNanos;
        nowNanos = Math.max(nowNanos, due ? next.atNanos() : targetNanos);
        notifyAll();
        return due ? entries.poll() : null;
    }

    private synchronized void beginMove() {
        var caller = Thread.currentThread();
        if (mover == caller) {
            throw new IllegalStateException("a timer must not move its own clock: let the test do it");
        }
        boolean interrupted = false;
        while (mover != null) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        mover = caller;
        if (interrupted) {
            caller.interrupt();
        }
    }

    private synchronized void endMove() {
        mover = null;
        notifyAll();
    }

    // ---- seeing who waits

    /** Returns how many threads wait by this clock, with or without a limit. */
    public synchronized int waiters() {
        return waiters;
    }

    /** Returns how many timers are set and have neither run nor been cancelled. */
    public synchronized int timers() {
        return (int) entries.stream().filter(Entry::timer).count();
    }

    /**
     * Waits, in real time, until at least {@code count} threads wait by this clock.
     *
     * @throws AssertionError if that does not come to pass within {@link Signal#SAFETY_LIMIT}
     * @throws InterruptedException if interrupted while waiting
     */
    public synchronized void awaitWaiters(int count) throws InterruptedException {
        await(() -> waiters >= count, "%d waiters".formatted(count));
    }

    /**
     * Waits, in real time, until at least {@code count} timers are set.
     *
     * @throws AssertionError if that does not come to pass within {@link Signal#SAFETY_LIMIT}
     * @throws InterruptedException if interrupted while waiting
     */
    public synchronized void awaitTimers(int count) throws InterruptedException {
        await(() -> timers() >= count, "%d timers".formatted(count));
    }

    private synchronized void await(BooleanSupplier reached, String what) throws InterruptedException {
        long start = System.nanoTime();
        while (!reached.getAsBoolean()) {
            long leftNanos = Signal.SAFETY_LIMIT.toNanos() - (System.nanoTime() - start);
            if (leftNanos <= 0) {
                throw new AssertionError("waited %s for %s of %s".formatted(Signal.SAFETY_LIMIT, what, this));
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
    }

    @Override
    public synchronized String toString() {
        return "ManualClock[%s, %d waiters, %d timers]".formatted(elapsed(), waiters, timers());
    }
}
