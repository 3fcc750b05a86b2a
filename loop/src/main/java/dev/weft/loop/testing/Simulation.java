package dev.weft.loop.testing;

import dev.weft.Action;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.internal.task.Nullness;
import dev.weft.loop.internal.sim.Finding;
import dev.weft.loop.internal.sim.Program;
import dev.weft.loop.internal.sim.Recorder;
import dev.weft.loop.internal.sim.SimulationThread;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program on a loop where time is virtual and a seed draws which of those that are ready runs next: to find the order in
 * which it fails, and to replay that.
 *
 * <p>Main is the program; {@link dev.weft.loop.Loop#current} is its loop. A wait for a time, by {@code Clock.sleep}, a
 * {@code Deadline}, {@code pool.within}, {@code after}, {@code every} or a future's time-out, ends as soon as nothing else can run,
 * and {@code sleep(Duration.ofDays(30))} returns at once. The JDK's locks, queues and monitors work as on any loop. When main
 * returns, what it leaves behind is cancelled.
 *
 * <p>A simulation fails if main throws, or a job fails that nobody asks why; if nothing can run nor will by itself, which is a
 * deadlock; and if something is not in its hands: a wait of the JDK's for real time, real I/O, or another thread that has a
 * coroutine go on. Each is named, with the lines that wait. In a JVM with the agent {@code weft-loop-agent} the JDK's timed waits
 * pass virtual time instead.
 *
 * <p>The same seed gives the same steps as long as main is the same program each time: it makes what it needs anew, and does not
 * look at the clock on the wall, unseeded random numbers, or the order in which a {@code HashSet} of objects without a
 * {@code hashCode}, or a {@code Set.of}, is iterated. {@code pool.seeded} gives random numbers that fit.
 *
 * <p>A loop's flag is needed: {@code --add-opens=java.base/java.lang=ALL-UNNAMED}. Any thread outside of a simulation may call
 * any method.
 */
public final class Simulation {
    /** How many steps a run may have before it counts as endless, unless told otherwise. */
    public static final int DEFAULT_MAX_STEPS = 1_000_000;

    private Simulation() {}

    /**
     * Runs {@code main} in the order that {@code seed} draws.
     *
     * @throws SimulationFailedError if it fails
     * @throws IllegalStateException if called inside a simulation, or this JVM was not given the flag; the message says how
     * @throws dev.weft.WaitInterruptedException if interrupted meanwhile, which ends the simulation
     */
    public static <T extends @Nullable Object> SimulatedRun<T> run(long seed, Job<T> main) {
        return builder().run(seed, main);
    }

    /** As {@link #run(long, Job)}, for a main without a value. */
    public static SimulatedRun<@Nullable Void> run(long seed, Action main) {
        return run(seed, Pool.jobOf(main));
    }

    /**
     * Runs {@code main} with each seed from 0 to {@code seeds} - 1, until it fails.
     *
     * @throws SimulationFailedError and the others, as {@link #run(long, Job)} does
     */
    public static Exploration explore(int seeds, Action main) {
        return builder().explore(seeds, main);
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How simulations are to be; used by one thread. */
    public static final class Builder {
        private long firstSeed;
        private int maxSteps = DEFAULT_MAX_STEPS;

        private Builder() {}

        /** Sets the seed that {@link #explore} begins with; 0 by default. */
        public Builder firstSeed(long seed) {
            firstSeed = seed;
            return this;
        }

        /**
         * Sets how many steps a run may have before it fails as endless; {@link #DEFAULT_MAX_STEPS} by default.
         *
         * @throws IllegalArgumentException if {@code steps} is less than 1
         */
        public Builder maxSteps(int steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("maxSteps must be at least 1, was %d".formatted(steps));
            }
            maxSteps = steps;
            return this;
        }

        /** As {@link Simulation#run(long, Job)}. */
        public <T extends @Nullable Object> SimulatedRun<T> run(long seed, Job<T> main) {
            var outcome = SimulationThread.call(thread -> programOf(main).run(seed, thread));
            ensureNoFinding(seed, outcome);
            return new SimulatedRun<>(
                    seed,
                    Nullness.asT(outcome.value()),
                    Duration.ofNanos(outcome.nanos()),
                    traceOf(outcome.recorder()));
        }

        /** As {@link Simulation#run(long, Action)}. */
        public SimulatedRun<@Nullable Void> run(long seed, Action main) {
            return run(seed, Pool.jobOf(main));
        }

        /**
         * As {@link Simulation#explore}.
         *
         * @throws IllegalArgumentException if {@code seeds} is less than 1
         */
        public Exploration explore(int seeds, Action main) {
            if (seeds < 1) {
                throw new IllegalArgumentException("seeds must be at least 1, was %d".formatted(seeds));
            }
            var program = programOf(Pool.jobOf(main));
            return SimulationThread.call(thread -> explore(seeds, program, thread));
        }

        private Exploration explore(int seeds, Program<?> program, SimulationThread thread) {
            var orders = new HashSet<Long>();
            long steps = 0;
            for (long seed = firstSeed; seed - firstSeed < seeds; seed++) {
                var outcome = program.run(seed, thread);
                ensureNoFinding(seed, outcome);
                orders.add(outcome.recorder().fingerprint());
                steps += outcome.recorder().steps();
            }
            return new Exploration(seeds, orders.size(), steps);
        }

        private <T extends @Nullable Object> Program<T> programOf(Job<T> main) {
            return new Program<>(Objects.requireNonNull(main, "main"), maxSteps);
        }
    }

    private static void ensureNoFinding(long seed, Program.Outcome<?> outcome) {
        var finding = outcome.finding();
        if (finding != null) {
            var trace = traceOf(outcome.recorder());
            throw new SimulationFailedError(messageOf(seed, finding, outcome, trace), finding.cause(), seed, trace);
        }
    }

    private static String messageOf(long seed, Finding finding, Program.Outcome<?> outcome, Trace trace) {
        return """
                seed %d fails: %s
                replay it: Simulation.run(%d, main), or @Simulated(seed = %d)
                it failed after %d steps, at %s of virtual time; the last ones were: %s""".formatted(
                seed, finding.what(), seed, seed, trace.steps().size(), Duration.ofNanos(outcome.nanos()), trace.end());
    }

    private static Trace traceOf(Recorder recorder) {
        return new Trace(IntStream.range(0, recorder.steps())
                .mapToObj(step ->
                        new Step(Duration.ofNanos(recorder.atNanos(step)), recorder.number(step), recorder.name(step)))
                .toList());
    }
}
