package dev.weft.loop.internal;

import dev.weft.Clock;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An action that waits for its time in a {@link TimerHeap}, as core and the JDK want to see it.
 *
 * <p>Any thread may cancel it; all else is the carrier's.
 */
public final class Timer implements Clock.Timer, ScheduledFuture<Object> {
    private final Engine engine;
    private final TimerHeap heap;
    private final Runnable action;
    final long atNanos;

    // Written by the carrier: the order of setting, among those of one instant.
    long number;
    // Written by the carrier: where it is in the heap, or NOWHERE.
    int index = TimerHeap.NOWHERE;
    // false -> true, never back.
    private volatile boolean cancelled;

    public Timer(Engine engine, TimerHeap heap, long atNanos, Runnable action) {
        this.engine = engine;
        this.heap = heap;
        this.atNanos = atNanos;
        this.action = action;
    }

    /** Runs the action, unless it was cancelled; called on the carrier. */
    public void fire() {
        if (!cancelled) {
            action.run();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (engine.isCarrier()) {
            heap.remove(this);
        } else {
            engine.post(() -> heap.remove(this));
        }
    }

    @Override
    public boolean cancel(boolean interrupt) {
        boolean first = !cancelled;
        cancel();
        return first;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isDone() {
        return cancelled || index == TimerHeap.NOWHERE;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(atNanos - engine.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    /** Refuses: a timer has no value. */
    @Override
    public Object get() {
        throw new IllegalStateException("a timer of a loop has no value to wait for");
    }

    /** Refuses: a timer has no value. */
    @Override
    public Object get(long timeout, TimeUnit unit) {
        return get();
    }

    /** Tells whether it is to fire before {@code other}: earlier, or set before it for the same instant. */
    boolean isBefore(Timer other) {
        long difference = atNanos - other.atNanos; // times may wrap around
        return difference < 0 || (difference == 0 && number < other.number);
    }
}
