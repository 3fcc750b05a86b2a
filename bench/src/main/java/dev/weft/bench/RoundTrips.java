package dev.weft.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** Measures how long it takes to submit a job that gives 1, and to have its result, one after the other: in microseconds. */
public final class RoundTrips {

    // Read by nobody: what is written here cannot be left out by the compiler.
    @SuppressWarnings("unused")
    private static volatile long sink;

    private RoundTrips() {}

    /** Returns a probe of the pool that {@code submit} submits such a job to. */
    public static Probe of(Callable<? extends Future<Integer>> submit) {
        return turn -> {
            long trips = 0;
            long start = System.nanoTime();
            long elapsed;
            do {
                trips += submit.call().get();
                elapsed = System.nanoTime() - start;
            } while (elapsed < turn.toNanos());
            sink = trips;
            return new double[] {elapsed / 1e3 / trips};
        };
    }
}
