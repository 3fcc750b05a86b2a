package dev.weft.cli.race;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** The counter that the jobs of a race share. */
sealed interface Counter {

    /** Adds one, or tries to. */
    void increment();

    /** Returns the count; exact only after the jobs have ended. */
    long count();

    /** The chapter's {@code Counter}. */
    final class Unguarded implements Counter {
        // Volatile, so that the compiler cannot keep it in a register and hide the race.
        private volatile long count;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // that is what is shown
        public void increment() {
            count = count + 1;
        }

        @Override
        public long count() {
            return count;
        }
    }

    /** The chapter's {@code ThreadSafeCounter}. */
    final class Locked implements Counter {
        private final ReentrantLock lock = new ReentrantLock();
        // Guarded by lock.
        private long count;

        @Override
        public void increment() {
            lock.lock();
            try {
                count = count + 1;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long count() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }
    }

    /** The JDK's counter for many writers. */
    final class Adding implements Counter {
        private final LongAdder adder = new LongAdder();

        @Override
        public void increment() {
            adder.increment();
        }

        @Override
        public long count() {
            return adder.sum();
        }
    }
}
