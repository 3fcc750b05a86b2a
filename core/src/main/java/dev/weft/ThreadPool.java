package dev.weft;

import dev.weft.internal.pool.ForwardingPool;
import dev.weft.internal.pool.LocalPool;
import dev.weft.internal.pool.PlatformPool;
import dev.weft.internal.pool.VirtualPool;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on threads: {@link #open} on a few platform threads, {@link #virtual} each on a virtual thread of its own.
 *
 * <p>Both are drop-in {@link java.util.concurrent.ExecutorService}s. Their threads are daemons: leaving the JVM never hangs on
 * them, and says what was lost.
 *
 * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor">ThreadPoolExecutor</a>, from
 *     which we differ: the queue is bounded, and a worker lost to an initializer that fails breaks the pool, but not the submit
 */
@SuppressWarnings("exports") // users see Pool's methods, not where they are inherited from
public final class ThreadPool extends ForwardingPool {

    /** How many jobs may wait unless told otherwise. */
    public static final int DEFAULT_QUEUE_LIMIT = 100_000;

    private static final int MOST_THREADS = 32_767;
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final LocalPool pool;

    private ThreadPool(LocalPool pool) {
        super(pool);
        this.pool = pool;
    }

    /** Returns a new pool of {@link #defaultThreads} platform threads. */
    public static ThreadPool open() {
        return builder().open();
    }

    /**
     * Returns a new pool of up to {@code threads} platform threads.
     *
     * @throws IllegalArgumentException if {@code threads} is not within 1..32,767
     */
    public static ThreadPool open(int threads) {
        return builder().threads(threads).open();
    }

    /** Returns a new pool that runs each job on a virtual thread of its own; {@link #limit} it where jobs come without end. */
    public static ThreadPool virtual() {
        return builder().virtual();
    }

    /** Returns the number of threads that Python takes: four more than there are processors, and at most 32. */
    public static int defaultThreads() {
        return Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the most jobs that run at a time; 0 for no limit. */
    public int threads() {
        return pool.threads();
    }

    /** Returns about how many jobs wait for a thread. */
    public int waiting() {
        return pool.waiting();
    }

    /** How a pool is to be; used by one thread. */
    public static final class Builder {
        private @Nullable String name;
        private int threads = defaultThreads();
        private int queueLimit = DEFAULT_QUEUE_LIMIT;
        private WhenFull whenFull = WhenFull.WAIT;
        private @Nullable Action initializer;
        private boolean submitStacks;
        private Clock clock = Clock.system();

        private Builder() {}

        /** Sets the name of the pool, which its threads carry with a number; {@code threads-1} and so on by default. */
        public Builder name(String newName) {
            name = Objects.requireNonNull(newName, "name");
            return this;
        }

        /**
         * Sets how many jobs run at a time; {@link #defaultThreads} by default.
         *
         * @throws IllegalArgumentException if {@code count} is not within 1..32,767
         */
        public Builder threads(int count) {
            if (count < 1 || count > MOST_THREADS) {
                throw new IllegalArgumentException(
                        "threads must be within 1..%d, was %d".formatted(MOST_THREADS, count));
            }
            threads = count;
            return this;
        }

        /**
         * Sets how many jobs may wait for a thread; {@link #DEFAULT_QUEUE_LIMIT} by default.
         *
         * @throws IllegalArgumentException if {@code jobs} is not within 1..1,000,000,000
         */
        public Builder queueLimit(int jobs) {
            if (jobs < 1 || jobs > 1_000_000_000) {
                throw new IllegalArgumentException("queueLimit must be within 1..1000000000, was " + jobs);
            }
            queueLimit = jobs;
            return this;
        }

        /** Sets what {@code submit} does when so many jobs wait; {@link WhenFull#WAIT} by default. */
        public Builder whenFull(WhenFull choice) {
            whenFull = Objects.requireNonNull(choice, "whenFull");
            return this;
        }

        /** Sets what each thread runs first; if it fails, the pool is broken and every future fails. */
        public Builder initializer(Action action) {
            initializer = Objects.requireNonNull(action, "initializer");
            return this;
        }

        /** Sets whether a failure carries the stack of its {@code submit}, at the price of taking it each time; off by default. */
        public Builder submitStacks(boolean on) {
            submitStacks = on;
            return this;
        }

        /** Sets the clock of the pool and of the waits in its jobs; {@link Clock#system} by default. */
        public Builder clock(Clock newClock) {
            clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /** Returns a new pool on platform threads. */
        public ThreadPool open() {
            return new ThreadPool(new PlatformPool(new PlatformPool.Settings(
                    nameOr("threads"), threads, queueLimit, whenFull, initializer, submitStacks, clock)));
        }

        /**
         * Returns a new pool on virtual threads, as many as there are jobs.
         *
         * @throws IllegalStateException if an initializer was set: there is no thread that lives longer than its job
         */
        public ThreadPool virtual() {
            if (initializer != null) {
                throw new IllegalStateException(
                        "a pool of virtual threads has no initializer: each thread runs one job");
            }
            return new ThreadPool(new VirtualPool(nameOr("virtual"), clock, submitStacks));
        }

        private String nameOr(String kind) {
            return name != null ? name : kind + "-" + OPENED.incrementAndGet();
        }
    }
}
