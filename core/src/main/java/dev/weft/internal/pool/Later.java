package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.Relay;
import org.jspecify.annotations.Nullable;

/** Submits to a pool from a timer. */
final class Later {

    private Later() {}

    /** Returns the future of {@code job}, which is to be submitted to {@code pool} by {@link #run}. */
    static <T extends @Nullable Object> Relay<T> relay(Pool pool, JobOptions options, Job<T> job) {
        var relay = new Relay<T>(pool, options, job);
        if (OwnJobs.rootOf(pool) instanceof SequentialPool) {
            relay.lookBack();
        }
        return relay;
    }

    /** Runs {@code submission}, which submits to {@code pool}, once {@code nanos} have passed. */
    static Clock.Timer run(Pool pool, long nanos, Runnable submission) {
        boolean quick = OwnJobs.rootOf(pool) instanceof OwnPool own && own.submitsAtOnce();
        return pool.clock().schedule(nanos, () -> {
            if (quick) {
                submission.run();
            } else {
                Thread.startVirtualThread(submission);
            }
        });
    }
}
