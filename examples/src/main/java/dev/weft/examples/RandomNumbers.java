package dev.weft.examples;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.JobRandom;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.process.ProcessPool;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Random numbers in worker JVMs: the notebook's {@code rand.py} and {@code standard_rand.py}, In [37] to In [42].
 *
 * <p>There, workers are copies of their parent, its generator included, and all give the same number. A worker JVM has
 * generators of its own. For numbers that are the same in every run there are seeds.
 */
public final class RandomNumbers {

    private RandomNumbers() {}

    static double useRandom() {
        return ThreadLocalRandom.current().nextDouble();
    }

    static double useSeededRandom() {
        return JobRandom.current().nextDouble();
    }

    /** Returns a random number of each of three jobs, in the order of submits. */
    static List<Double> seeded(Pool pool) {
        var dice = pool.seeded(42);
        var futures = Stream.generate(() -> dice.submit(RandomNumbers::useSeededRandom))
                .limit(3)
                .toList();
        return Futures.gather(futures).result();
    }

    static void main() {
        // In [37]: three numbers, and never the same
        try (Pool pool = ProcessPool.open(3)) {
            var futures = Stream.generate(() -> pool.submit(RandomNumbers::useRandom))
                    .limit(3)
                    .toList();
            for (Future<Double> future : Futures.asCompleted(futures)) {
                IO.println(future.result());
            }
        }

        // three numbers that are the same in each run, on threads and on any number of workers
        try (Pool threads = ThreadPool.open();
                Pool worker = ProcessPool.open(1);
                Pool workers = ProcessPool.open(3)) {
            Stream.of(threads, worker, workers).map(RandomNumbers::seeded).forEach(IO::println);
        }
    }
}
