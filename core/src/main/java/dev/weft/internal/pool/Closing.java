package dev.weft.internal.pool;

import dev.weft.Pool;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.JobCell;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How every pool ends. */
public final class Closing {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final long REPORT_EVERY_SECONDS = 10;

    private Closing() {}

    /** Shuts the pool down and waits for its jobs; interrupted, it goes on as {@link #closeNow} does. */
    public static void close(Pool pool) {
        ensureNotInOwnJob(pool);
        pool.shutdown();
        try {
            while (!pool.awaitTermination(1, TimeUnit.DAYS)) {
                // as long as it takes
            }
        } catch (InterruptedException _) {
            closeNow(pool);
            Interruption.keep();
        }
    }

    /** Shuts the pool down, cancels its jobs, and waits until they have stopped, saying now and then what has not. */
    public static void closeNow(Pool pool) {
        ensureNotInOwnJob(pool);
        pool.shutdownNow();
        boolean interrupted = false;
        for (boolean over = false; !over; ) {
            try {
                over = pool.awaitTermination(REPORT_EVERY_SECONDS, TimeUnit.SECONDS);
                if (!over) {
                    reportRunning(pool);
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Interruption.keep();
        }
    }

    private static void ensureNotInOwnJob(Pool pool) {
        if (OwnJobs.runCaller(pool)) {
            throw new IllegalStateException(
                    "pool '%s' is closed by one of its own jobs, which would wait for itself: close it outside, or call shutdown()"
                            .formatted(pool.name()));
        }
    }

    private static void reportRunning(Pool pool) {
        if (pool instanceof OwnJobs own) {
            for (var task : own.running()) {
                LOG.log(System.Logger.Level.WARNING, stillRunning(pool, task));
            }
        }
    }

    static String stillRunning(Pool pool, JobCell<?> task) {
        var thread = task.thread();
        var stack = thread == null
                ? Stream.<String>of()
                : Stream.of(thread.getStackTrace()).map(frame -> "\n\tat " + frame);
        return "closing pool '%s': job '%s' was cancelled and has not stopped%s"
                .formatted(pool.name(), task.name(), stack.collect(Collectors.joining()));
    }
}
