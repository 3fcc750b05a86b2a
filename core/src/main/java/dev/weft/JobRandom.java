package dev.weft;

import dev.weft.internal.task.Strand;
import java.io.Serializable;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The random numbers of one job: told by a seed and the job's number alone, so that they are the same on every pool, for any
 * number of workers, and when the job runs again.
 *
 * @param seed the seed given to {@link Pool#seeded}
 * @param number the number of the job among those submitted to that view, from 0
 */
public record JobRandom(long seed, long number) implements Serializable {
    // Named, not the JDK's default, which may change: a seed must give the same numbers on later JDKs.
    private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /**
     * Returns the generator of the job that the calling thread runs.
     *
     * @throws IllegalStateException outside of a job that was submitted through {@link Pool#seeded}
     */
    public static RandomGenerator current() {
        var task = Strand.currentTask();
        var random = task == null ? null : task.random();
        if (random == null) {
            throw new IllegalStateException(
                    task == null
                            ? "JobRandom.current() outside of a job: submit one by pool.seeded(seed)"
                            : "job '%s' has no seed: submit it by pool.seeded(seed)".formatted(task.name()));
        }
        return random;
    }

    /** Returns a new generator at the start of this job's numbers. */
    public RandomGenerator generator() {
        // The golden ratio spreads neighbouring numbers over all bits, as SplittableRandom does.
        return ALGORITHM.create(seed ^ ((number + 1) * 0x9E3779B97F4A7C15L));
    }
}
