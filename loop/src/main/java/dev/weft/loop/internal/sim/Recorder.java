package dev.weft.loop.internal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down which coroutine ran at each step, and when. Used by the carrier; read by others when the run is over. */
public final class Recorder {
    private static final int TIMER = 0;

    private final List<String> names = new ArrayList<>(List.of("timer"));
    private int[] numbers = new int[64];
    private long[] times = new long[64];
    private int steps;
    private long hash;
    private boolean stopped;

    /** Learns the name of the coroutine with the next number. */
    int enter(String name) {
        names.add(name);
        return names.size() - 1;
    }

    void coroutineRan(int number, long atNanos) {
        record(number, atNanos);
    }

    void timerFired(long atNanos) {
        record(TIMER, atNanos);
    }

    /** Writes nothing down any more. */
    void stop() {
        stopped = true;
    }

    private void record(int number, long atNanos) {
        if (stopped) {
            return;
        }
        if (steps == numbers.length) {
            numbers = Arrays.copyOf(numbers, steps * 2);
            times = Arrays.copyOf(times, steps * 2);
        }
        numbers[steps] = number;
        times[steps] = atNanos;
        steps++;
        hash = (hash ^ number ^ (atNanos << 20)) * 0x9E3779B97F4A7C15L; // the golden ratio, odd: spreads over all bits
        hash ^= hash >>> 32;
    }

    /** Returns how many steps there were. */
    public int steps() {
        return steps;
    }

    /** Returns the number of the coroutine that ran at a step, counted from 0; 0 for a timer. */
    public int number(int step) {
        return numbers[step];
    }

    /** Returns what ran at a step is called. */
    public String name(int step) {
        return names.get(numbers[step]);
    }

    /** Returns the time of a step. */
    public long atNanos(int step) {
        return times[step];
    }

    /** Returns a number that is the same for the same steps, and for others most likely not. */
    public long fingerprint() {
        return hash;
    }
}
