package dev.weft.cli.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets two jobs count to 1,000,000 each on one counter, started together.
 *
 * <p>Without a guard the jobs lose updates where they really overlap, which chance decides; so this runs up to ten
 * rounds, until an update is lost. The executor must run the jobs in this JVM, both at the same time.
 */
public final class Race {
    /** How many jobs there are. */
    public static final int JOBS = 2;

    /** How often each job increments the counter. */
    public static final int INCREMENTS = 1_000_000;

    private static final int MAX_ROUNDS = 10;

    private final ExecutorService executor;
    private final Duration startTimeout;
    private final LongSupplier nanoTime;

    /** Makes a race of jobs that {@code executor} runs; it is not closed. */
    public Race(ExecutorService executor) {
        this(executor, Duration.ofSeconds(10), System::nanoTime);
    }

    Race(ExecutorService executor, Duration startTimeout, LongSupplier nanoTime) {
        this.executor = executor;
        this.startTimeout = startTimeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs the race with {@code guard}: one round, or without a guard as many as it takes to lose an update.
     *
     * @throws IllegalStateException if the executor does not run both jobs at the same time
     * @throws InterruptedException if interrupted while waiting for the jobs; they are cancelled then
     */
    public RaceResult run(Guard guard) throws InterruptedException {
        int maxRounds = guard == Guard.NONE ? MAX_ROUNDS : 1;
        int round = 1;
        RaceResult result = round(guard, round);
        while (result.lost() == 0 && round < maxRounds) {
            round++;
            result = round(guard, round);
        }
        return result;
    }

    private RaceResult round(Guard guard, int round) throws InterruptedException {
        Counter counter = guard.counter();
        var startedNanos = new AtomicLong();
        var start = new CyclicBarrier(JOBS, () -> startedNanos.set(nanoTime.getAsLong()));
        List<Future<?>> jobs = new ArrayList<>();
        try {
            for (int i = 0; i < JOBS; i++) {
                jobs.add(executor.submit(() -> {
                    start.await(startTimeout.toNanos(), TimeUnit.NANOSECONDS);
                    countUp(counter);
                    return null;
                }));
            }
            for (Future<?> job : jobs) {
                join(job);
            }
        } finally {
            jobs.forEach(job -> job.cancel(true)); // no effect on those that are done
        }
        var time = Duration.ofNanos(nanoTime.getAsLong() - startedNanos.get());
        return new RaceResult(guard, round, (long) JOBS * INCREMENTS, counter.count(), time);
    }

    private static void countUp(Counter counter) {
        for (int i = 0; i < INCREMENTS; i++) {
            counter.increment();
        }
    }

    private void join(Future<?> job) throws InterruptedException {
        try {
            job.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException || e.getCause() instanceof BrokenBarrierException) {
                throw new IllegalStateException(
                        "the %d jobs of a race did not start together within %s: the pool must run %d jobs at the same time"
                                .formatted(JOBS, startTimeout, JOBS),
                        e.getCause());
            }
            throw new IllegalStateException("a job of the race failed: " + e.getCause(), e.getCause());
        }
    }
}
