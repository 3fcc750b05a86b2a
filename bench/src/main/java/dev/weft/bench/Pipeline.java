package dev.weft.bench;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Measures how many jobs that give 1 go through a pool in a second: each submitter submits a window of them, and waits for all. */
public final class Pipeline {
    /** How many jobs a submitter submits before it waits. */
    public static final int WINDOW = 1_000;

    private Pipeline() {}

    /** Returns a probe of the pool that {@code submit} submits such a job to, in as many threads as there are submitters. */
    public static Probe of(int submitters, Callable<? extends Future<Integer>> submit) {
        return turn -> {
            long start = System.nanoTime();
            var threads = new ArrayList<FutureTask<Long>>();
            for (int i = 0; i < submitters; i++) {
                var submitter = new FutureTask<>(() -> submitUntil(submit, start + turn.toNanos()));
                threads.add(submitter);
                Thread.ofPlatform().start(submitter);
            }
            long jobs = 0;
            for (var thread : threads) {
                jobs += thread.get();
            }
            return new double[] {jobs * 1e9 / (System.nanoTime() - start)};
        };
    }

    private static long submitUntil(Callable<? extends Future<Integer>> submit, long endNanos) throws Exception {
        var window = new ArrayList<Future<Integer>>(WINDOW);
        long jobs = 0;
        do {
            for (int i = 0; i < WINDOW; i++) {
                window.add(submit.call());
            }
            for (var future : window) {
                jobs += future.get();
            }
            window.clear();
        } while (System.nanoTime() < endNanos);
        return jobs;
    }
}
