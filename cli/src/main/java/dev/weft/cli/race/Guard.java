package dev.weft.cli.race;

/** What keeps the updates of a shared counter apart. */
public enum Guard {
    /** Nothing: two jobs may read the same value, and then one of their updates is lost. */
    NONE {
        @Override
        Counter counter() {
            return new Counter.Unguarded();
        }
    },
    /** A {@link java.util.concurrent.locks.ReentrantLock}: one job at a time. */
    LOCK {
        @Override
        Counter counter() {
            return new Counter.Locked();
        }
    },
    /** A {@link java.util.concurrent.atomic.LongAdder}: each job counts in a cell of its own. */
    ADDER {
        @Override
        Counter counter() {
            return new Counter.Adding();
        }
    };

    /** Returns a new counter at zero. */
    abstract Counter counter();
}
