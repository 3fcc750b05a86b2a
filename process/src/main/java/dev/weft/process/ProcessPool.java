package dev.weft.process;

import dev.weft.Action;
import dev.weft.Clock;
import dev.weft.WhenFull;
import dev.weft.internal.pool.ForwardingPool;
import dev.weft.process.internal.crew.Crew;
import dev.weft.process.internal.crew.CrewSettings;
import dev.weft.process.internal.launch.LaunchSettings;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in worker JVMs: code that may crash, leak, hang, or needs its own heap, flags or class path.
 *
 * <p>Workers are started as jobs come, kept, and replaced when they are lost. A job that is cancelled or overdue and does not
 * stop by itself is killed with its worker; nobody else's job is touched. Jobs, what they capture, results and exceptions are
 * copied from one JVM to the other: they must be serializable. <b>Static variables do not travel</b>: a job finds them in the
 * worker as its class initialized them there.
 *
 * <p>A big array (64 KiB and more) is read when it is sent, which is at {@code submit} if a worker is free and later if not: do
 * not change it before the job has started.
 *
 * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor">ProcessPoolExecutor</a>, from
 *     which we differ: a lost worker is replaced and costs one job, which is named; running jobs can be stopped; lambdas travel
 */
@SuppressWarnings("exports") // users see Pool's methods, not where they are inherited from
public final class ProcessPool extends ForwardingPool {

    /** How many jobs may wait unless told otherwise. */
    public static final int DEFAULT_QUEUE_LIMIT = 100_000;

    private static final int MOST_WORKERS = 1_000;
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final Crew crew;

    private ProcessPool(Crew crew) {
        super(crew);
        this.crew = crew;
    }

    /** Returns a new pool of as many workers as there are processors. */
    public static ProcessPool open() {
        return builder().open();
    }

    /**
     * Returns a new pool of up to {@code workers} workers.
     *
     * @throws IllegalArgumentException if {@code workers} is not within 1..1,000
     */
    public static ProcessPool open(int workers) {
        return builder().workers(workers).open();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * As in every pool; the action must be serializable.
     *
     * @throws RejectedExecutionException if the pool is shut down or full, or the action is not serializable
     */
    @Override
    public void execute(Runnable action) {
        if (!(action instanceof Serializable)) {
            throw new RejectedExecutionException(
                    "%s cannot be sent to a worker JVM, since it is not serializable: write pool.submit(() -> …), or execute(Action.of(() -> …))"
                            .formatted(action.getClass().getName()));
        }
        super.execute(action);
    }

    /** Returns the most jobs that run at a time. */
    public int workers() {
        return crew.threads();
    }

    /** Returns about how many jobs wait for a worker. */
    public int waiting() {
        return crew.waiting();
    }

    /** Takes what workers write. */
    @FunctionalInterface
    public interface WorkerOutput {
        /**
         * Takes a line; called by a thread for each stream of each worker, in the order of its lines.
         *
         * @param worker the worker's name
         * @param error whether it was written to standard error
         * @param line the line without its end; a longer one than 64 KiB comes in parts
         */
        void line(String worker, boolean error, String line);

        /** Returns one that writes each line to this JVM's own standard output or error, as {@code [worker] line}. */
        static WorkerOutput labelled() {
            return (worker, error, line) -> {
                PrintStream out = error ? System.err : System.out;
                out.println("[" + worker + "] " + line);
            };
        }
    }

    /** How a pool is to be; used by one thread. */
    public static final class Builder {
        private @Nullable String name;
        private int workers = Runtime.getRuntime().availableProcessors();
        private int queueLimit = DEFAULT_QUEUE_LIMIT;
        private WhenFull whenFull = WhenFull.WAIT;
        private @Nullable Action initializer;
        private Duration grace = Duration.ofSeconds(1);
        private Duration idleTimeout = Duration.ofMinutes(1);
        private int maxJobsPerWorker = Integer.MAX_VALUE;
        private WorkerOutput output = WorkerOutput.labelled();
        private long heapBytes;
        private int processors;
        private @Nullable Path javaHome;
        private @Nullable List<Path> classPath;
        private final List<String> flags = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();

        private Builder() {}

        /** Sets the name of the pool, which its workers carry with a number; {@code processes-1} and so on by default. */
        public Builder name(String newName) {
            name = Objects.requireNonNull(newName, "name");
            return this;
        }

        /**
         * Sets how many workers there are at most; by default as many as there are processors.
         *
         * @throws IllegalArgumentException if {@code count} is not within 1..1,000
         */
        public Builder workers(int count) {
            if (count < 1 || count > MOST_WORKERS) {
                throw new IllegalArgumentException(
                        "workers must be within 1..%d, was %d".formatted(MOST_WORKERS, count));
            }
            workers = count;
            return this;
        }

        /**
         * Sets how many jobs may wait for a worker; {@link #DEFAULT_QUEUE_LIMIT} by default.
         *
         * @throws IllegalArgumentException if {@code jobs} is less than 1
         */
        public Builder queueLimit(int jobs) {
            queueLimit = ensureAtLeastOne(jobs, "queueLimit");
            return this;
        }

        /** Sets what {@code submit} does when so many jobs wait; {@link WhenFull#WAIT} by default. */
        public Builder whenFull(WhenFull choice) {
            whenFull = Objects.requireNonNull(choice, "whenFull");
            return this;
        }

        /** Sets what each worker runs first; if it fails, the pool is broken and every future fails. */
        public Builder initializer(Action action) {
            initializer = Objects.requireNonNull(action, "initializer");
            return this;
        }

        /**
         * Sets how long a job may go on after it was interrupted, because it was cancelled or is overdue, before it is killed
         * with its worker; 1 s by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder grace(Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("grace must not be negative, was " + duration);
            }
            grace = duration;
            return this;
        }

        /**
         * Sets after how long without a job a worker ends; 1 min by default.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Builder idleTimeout(Duration duration) {
            if (!duration.isPositive()) {
                throw new IllegalArgumentException("idleTimeout must be positive, was " + duration);
            }
            idleTimeout = duration;
            return this;
        }

        /**
         * Sets after how many jobs a worker is replaced; never by default.
         *
         * @throws IllegalArgumentException if {@code jobs} is less than 1
         */
        public Builder maxJobsPerWorker(int jobs) {
            maxJobsPerWorker = ensureAtLeastOne(jobs, "maxJobsPerWorker");
            return this;
        }

        /** Sets who takes the lines that workers write; {@link WorkerOutput#labelled} by default. */
        public Builder output(WorkerOutput taker) {
            output = Objects.requireNonNull(taker, "output");
            return this;
        }

        /**
         * Sets the largest heap of one worker. By default the workers share what this JVM's own largest heap leaves of the
         * machine's memory, or the container's.
         *
         * @throws IllegalArgumentException when the pool is opened, if it is less than 2 MiB
         */
        public Builder heapBytes(long bytes) {
            heapBytes = bytes;
            return this;
        }

        /** Sets how many processors a worker believes to have; by default the workers share those there are. */
        public Builder processors(int count) {
            processors = ensureAtLeastOne(count, "processors");
            return this;
        }

        /** Sets the JDK or JRE that workers run on, of the same version as this JVM; by default this JVM's own. */
        public Builder javaHome(Path home) {
            javaHome = Objects.requireNonNull(home, "javaHome");
            return this;
        }

        /** Sets the class path of the workers instead of this JVM's own; classes that it lacks are fetched from here. */
        public Builder classPath(Path... entries) {
            classPath = List.of(entries);
            return this;
        }

        /** Adds flags for the workers' {@code java}; they come after those that workers have anyway, and so win. */
        public Builder flags(String... more) {
            flags.addAll(List.of(more));
            return this;
        }

        /** Adds a variable to the environment of the workers. */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /**
         * Returns a new pool; its workers are started as jobs come.
         *
         * @throws IllegalArgumentException if a setting cannot be used; the message says which
         */
        public ProcessPool open() {
            var poolName = name != null ? name : "processes-" + OPENED.incrementAndGet();
            var launch = new LaunchSettings(
                    poolName, javaHome, flags, classPath, heapBytes, workers, processors, environment);
            return new ProcessPool(new Crew(new CrewSettings(
                    poolName,
                    workers,
                    queueLimit,
                    whenFull,
                    initializer,
                    grace,
                    idleTimeout,
                    maxJobsPerWorker,
                    output,
                    launch,
                    Clock.system())));
        }

        private static int ensureAtLeastOne(int value, String what) {
            if (value < 1) {
                throw new IllegalArgumentException("%s must be at least 1, was %d".formatted(what, value));
            }
            return value;
        }
    }
}
