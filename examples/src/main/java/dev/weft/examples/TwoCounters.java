package dev.weft.examples;

import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Two jobs count on one counter, without a lock and with one: the notebook's cells In [26] to In [33]. */
public final class TwoCounters {

    private TwoCounters() {}

    /** Loses updates when two threads increment it at the same time, In [27]. */
    static class Counter {
        // Volatile, or the compiler may add up a whole loop in a register and hide what is shown here.
        volatile int count;

        @SuppressWarnings("NonAtomicVolatileUpdate") // that is what is shown
        void increment() {
            count = count + 1;
        }
    }

    /** Lets one thread at a time do what must not overlap, In [31]. */
    static final class ThreadSafeCounter extends Counter {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void increment() {
            lock.lock();
            try {
                super.increment();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Increments 1,000,000 times, In [28]. */
    static void countUp(Counter counter) {
        for (int i = 0; i < 1_000_000; i++) {
            counter.increment();
        }
    }

    /** Has two threads count on {@code counter} and waits for both, In [29] and In [32]. */
    static void countOnTwoThreads(Counter counter) {
        try (Pool pool = ThreadPool.open()) {
            var futures = Stream.generate(() -> pool.submit(() -> countUp(counter)))
                    .limit(2)
                    .toList();
            var settled = Futures.await(futures);
            settled.done().forEach(future -> future.result());
        }
    }

    private static String show(Counter counter) {
        return String.format(Locale.ROOT, "counter.count=%,d", counter.count);
    }

    static void main() {
        // In [30]: rarely 2,000,000
        var counter = new Counter();
        countOnTwoThreads(counter);
        IO.println(show(counter));

        // In [33]: what is expected
        var safeCounter = new ThreadSafeCounter();
        countOnTwoThreads(safeCounter);
        IO.println(show(safeCounter));
    }
}
