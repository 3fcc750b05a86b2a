package dev.weft.loop.internal.sim;

import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.internal.pool.Lifecycle;
import dev.weft.loop.internal.Coroutine;
import dev.weft.loop.internal.LoopPool;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A main job that is run once for each seed it is given.
 *
 * @param main runs on a loop of its own each time
 * @param maxSteps how many steps a run may have
 */
public record Program<T extends @Nullable Object>(Job<T> main, int maxSteps) {
    // For coroutines that are ended after a finding: enough for what clean-up does.
    private static final int MOST_LAST_STEPS = 10_000;

    /**
     * What came out of a run.
     *
     * @param value what main returned, unless there is a finding
     * @param finding why the run failed, or {@code null}
     * @param nanos how much virtual time has passed
     */
    public record Outcome<T extends @Nullable Object>(
            @Nullable T value, @Nullable Finding finding, Recorder recorder, long nanos) {}

    /** Runs main with {@code seed}, on {@code thread}, which is the calling one. */
    public Outcome<T> run(long seed, SimulationThread thread) {
        var lifecycle = new Lifecycle<Coroutine>();
        var engine = new SimulatedEngine(seed, lifecycle, thread);
        var pool = new LoopPool("simulation", false, engine, new SimulatedClock(engine), lifecycle);
        thread.carry(engine);
        try {
            return run(engine, pool, thread);
        } finally {
            engine.close();
            thread.carry(null);
        }
    }

    private Outcome<T> run(SimulatedEngine engine, LoopPool pool, SimulationThread thread) {
        Future<T> future = pool.submit(JobOptions.none().withName("main"), main);
        runUntil(future::isDone, engine, thread);
        if (engine.finding() == null && future.status() != Future.Status.SUCCEEDED) {
            engine.find(Findings.thrown(thrownBy(future)));
        }
        var recorder = engine.recorder();
        if (engine.finding() == null) {
            pool.shutdownNow();
            runUntil(pool::isTerminated, engine, thread);
            findUnobserved(engine);
        }
        if (engine.finding() != null) {
            var outcome = new Outcome<T>(null, engine.finding(), recorder, engine.nanoTime());
            windDown(engine, pool);
            return outcome;
        }
        return new Outcome<>(future.resultNow(), null, recorder, engine.nanoTime());
    }

    private void runUntil(BooleanSupplier over, SimulatedEngine engine, SimulationThread thread) {
        while (engine.finding() == null && !over.getAsBoolean()) {
            if (thread.isAborted()) {
                engine.find(new Finding("ended from outside"));
            } else if (engine.steps() >= maxSteps) {
                engine.find(Findings.endless(engine.steps(), engine.members()));
            } else if (!engine.step()) {
                engine.find(Findings.stuck(engine.members()));
            }
        }
    }

    private static Throwable thrownBy(Future<?> future) {
        return future.isCancelled() ? new CancellationException("main was cancelled") : future.exceptionNow();
    }

    private static void findUnobserved(SimulatedEngine engine) {
        var task = engine.unobserved();
        if (task != null) {
            var failure = Objects.requireNonNull(task.failure());
            failure.observe(); // it is told here
            engine.find(Findings.unobserved(task, failure.reason()));
        }
    }

    /** Ends the coroutines as far as they let themselves be ended; what is left is never run again. */
    private static void windDown(SimulatedEngine engine, LoopPool pool) {
        engine.windDown();
        pool.shutdownNow();
        int last = engine.steps() + MOST_LAST_STEPS;
        while (!pool.isTerminated() && engine.steps() < last && engine.step()) {
            // until nothing goes on any more
        }
    }
}
