package dev.weft.cli;

import dev.weft.CallerPool;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.util.Locale;

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
    };

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
