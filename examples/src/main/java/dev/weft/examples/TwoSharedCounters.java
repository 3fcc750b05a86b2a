package dev.weft.examples;

import dev.weft.Action;
import dev.weft.Futures;
import dev.weft.process.ProcessPool;
import dev.weft.process.SharedArray;
import dev.weft.process.SharedLongs;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Two worker JVMs count on one counter: {@link TwoCounters} over processes.
 *
 * <p>An object that a job captures is copied, so nothing that a worker counts on it comes back. A {@link SharedArray} is one
 * array for all, where the same updates are lost as on threads, and {@code getAndAdd} keeps them. There is no lock that a
 * worker which dies could leave held.
 */
public final class TwoSharedCounters {
    private static final int TIMES = 1_000_000;

    private TwoSharedCounters() {}

    private static void countUp(long[] counter) {
        for (int i = 0; i < TIMES; i++) {
            counter[0]++;
        }
    }

    private static void countUp(SharedLongs counter) {
        for (int i = 0; i < TIMES; i++) {
            counter.set(0, counter.get(0) + 1);
        }
    }

    private static void countUpSafely(SharedLongs counter) {
        for (int i = 0; i < TIMES; i++) {
            counter.getAndAdd(0, 1);
        }
    }

    private static void runInTwoWorkers(ProcessPool pool, Action job) {
        Futures.gather(Stream.generate(() -> pool.submit(job)).limit(2).toList())
                .result();
    }

    private static void show(String name, long count) {
        IO.println(String.format(Locale.ROOT, "%s=%,d", name, count));
    }

    static void main() {
        try (var pool = ProcessPool.open(2);
                var counter = SharedArray.ofLongs(1);
                var safeCounter = SharedArray.ofLongs(1)) {
            // each worker counts on a copy of its own
            long[] copied = {0};
            runInTwoWorkers(pool, () -> countUp(copied));
            show("copied", copied[0]);

            // rarely 2,000,000
            runInTwoWorkers(pool, () -> countUp(counter));
            show("counter", counter.get(0));

            // what is expected
            runInTwoWorkers(pool, () -> countUpSafely(safeCounter));
            show("safeCounter", safeCounter.get(0));
        }
    }
}
