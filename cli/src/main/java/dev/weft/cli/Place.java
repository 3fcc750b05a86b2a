package dev.weft.cli;

import dev.weft.CallerPool;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.cli.fetch.ClientSettings;
import dev.weft.loop.Loop;
import dev.weft.process.ProcessPool;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a command runs its jobs: the words after {@code --on}, and the pool that each means. */
public enum Place {
    /** One job after the other. */
    SEQUENTIAL {
        @Override
        public Pool open(int jobsAtOnce) {
            return CallerPool.open();
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return 1;
        }
    },
    /** Platform threads. */
    THREADS {
        @Override
        public Pool open(int jobsAtOnce) {
            return ThreadPool.builder().name("weft").threads(jobsAtOnce).open();
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return Math.min(wanted, ThreadPool.defaultThreads());
        }
    },
    /** Virtual threads. */
    VIRTUAL {
        @Override
        public Pool open(int jobsAtOnce) {
            return ThreadPool.builder().name("weft").virtual();
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return wanted;
        }
    },
    /** Worker JVMs: jobs and results must be serializable. */
    PROCESSES {
        @Override
        public Pool open(int jobsAtOnce) {
            return ProcessPool.builder()
                    .name("weft")
                    .workers(jobsAtOnce)
                    .initializer(ClientSettings::apply)
                    .open();
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return Math.min(wanted, Runtime.getRuntime().availableProcessors());
        }
    },
    /** Coroutines on one thread. */
    LOOP {
        // The first download loads the classes of the HTTP client, and that holds a loop.
        private static final Duration FIRST_USE = Duration.ofSeconds(5);

        @Override
        public Pool open(int jobsAtOnce) {
            return Loop.builder().name("weft").heldLimit(FIRST_USE).open();
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return wanted;
        }
    };

    /** The words, as help and completion show them. */
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(values()).map(Place::toString).iterator();
        }
    }

    /** Opens the pool; the caller closes it. */
    public abstract Pool open(int jobsAtOnce);

    /** Returns how many of {@code wanted} jobs run at once unless the user says otherwise. */
    public abstract int jobsAtOnce(int wanted);

    /** Returns the word after {@code --on}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
