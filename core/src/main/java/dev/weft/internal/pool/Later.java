package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Pool;

/** Submits to a pool from a timer. */
final class Later {

    private Later() {}

    /** Runs {@code submission}, which submits to {@code pool}, once {@code nanos} have passed. */
    static Clock.Timer run(Pool pool, long nanos, Runnable submission) {
        var root = OwnJobs.rootOf(pool);
        // Only these are sure neither to wait in submit nor to run the job in the thread that calls it.
        boolean quick = root instanceof PlatformPool || root instanceof VirtualPool;
        return pool.clock().schedule(nanos, () -> {
            if (quick) {
                submission.run();
            } else {
                Thread.startVirtualThread(submission);
            }
        });
    }
}
