package dev.weft.cli;

import dev.weft.CallerPool;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.http.NetworkLoop;
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
                    .flags("--enable-native-access=ALL-UNNAMED") // the HTTP client loads native code
                    .open();
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return Math.min(wanted, Runtime.getRuntime().availableProcessors());
        }
    },
    /** Coroutines on one thread. */
    LOOP {
        @Override
        public Pool open(int jobsAtOnce) {
            return Loop.builder().name("weft").open();
        }

        @Override
        public Opened openForDownloads(int jobsAtOnce) {
            var loop = NetworkLoop.open(Loop.builder().name("weft").heldLimit(FIRST_USE));
            return new Opened(loop.loop(), loop::close);
        }

        @Override
        public int jobsAtOnce(int wanted) {
            return wanted;
        }
    };

    /** The first download loads the classes of the HTTP client, and that holds a loop. */
    private static final Duration FIRST_USE = Duration.ofSeconds(5);

    /** A pool, and what is to be closed when it is not needed any more: that may be more than the pool. */
    public record Opened(Pool pool, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** The words, as help and completion show them. */
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(values()).map(Place::toString).iterator();
        }
    }

    /** Opens the pool; the caller closes it. */
    public abstract Pool open(int jobsAtOnce);

    /** Opens the pool for jobs that use sockets: they are to live where the job runs. The caller closes it. */
    public Opened openForDownloads(int jobsAtOnce) {
        var pool = open(jobsAtOnce);
        return new Opened(pool, pool::close);
    }

    /** Returns how many of {@code wanted} jobs run at once unless the user says otherwise. */
    public abstract int jobsAtOnce(int wanted);

    /** Returns the word after {@code --on}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
