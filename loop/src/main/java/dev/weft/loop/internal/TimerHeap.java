package dev.weft.loop.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers by their time: a heap of four branches, in which each timer knows its place, so that taking one back costs as little
 * as firing it. Used on the carrier only.
 */
public final class TimerHeap {
    static final int NOWHERE = -1;
    private static final int BRANCHES = 4;

    private @Nullable Timer[] timers = new Timer[16];
    private int size;
    private long numbers;

    /** Makes a heap with no timers. */
    public TimerHeap() {}

    /** Returns how many timers wait. */
    public int size() {
        return size;
    }

    /** Adds a timer, unless it was cancelled on its way here. */
    public void add(Timer timer) {
        if (timer.isCancelled()) {
            return;
        }
        timer.number = numbers++;
        if (size == timers.length) {
            timers = Arrays.copyOf(timers, size * 2);
        }
        size++;
        siftUp(size - 1, timer);
    }

    /** Returns the timer that is to fire first, or {@code null}. */
    public @Nullable Timer first() {
        return timers[0];
    }

    /** Takes the first timer out if its time has come by {@code nowNanos}; {@code null} if none has. */
    public @Nullable Timer takeDue(long nowNanos) {
        var first = timers[0];
        if (first == null || first.atNanos - nowNanos > 0) {
            return null;
        }
        remove(first);
        return first;
    }

    /** Takes {@code timer} out, if it is here. */
    void remove(Timer timer) {
        int index = timer.index;
        if (index == NOWHERE) {
            return;
        }
        timer.index = NOWHERE;
        size--;
        var last = at(size);
        timers[size] = null;
        if (index < size) {
            siftDown(index, last);
            if (timers[index] == last) {
                siftUp(index, last);
            }
        }
    }

    private void siftUp(int from, Timer timer) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / BRANCHES;
            var above = at(parent);
            if (!timer.isBefore(above)) {
                break;
            }
            put(index, above);
            index = parent;
        }
        put(index, timer);
    }

    private void siftDown(int from, Timer timer) {
        int index = from;
        while (true) {
            int least = firstOfChildren(index);
            if (least == NOWHERE || !at(least).isBefore(timer)) {
                break;
            }
            put(index, at(least));
            index = least;
        }
        put(index, timer);
    }

    private int firstOfChildren(int parent) {
        int child = parent * BRANCHES + 1;
        if (child >= size) {
            return NOWHERE;
        }
        int least = child;
        int end = Math.min(child + BRANCHES, size);
        for (int other = child + 1; other < end; other++) {
            if (at(other).isBefore(at(least))) {
                least = other;
            }
        }
        return least;
    }

    private void put(int index, Timer timer) {
        timers[index] = timer;
        timer.index = index;
    }

    @SuppressWarnings("NullAway") // below size there are no nulls
    private Timer at(int index) {
        return timers[index];
    }
}
