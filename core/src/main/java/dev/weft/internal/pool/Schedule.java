package dev.weft.internal.pool;

import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Delayed and periodic jobs. */
public final class Schedule {

    private Schedule() {}

    /** Submits {@code job} to {@code pool} once {@code delay} has passed. */
    public static <T extends @Nullable Object> Future<T> after(Pool pool, Duration delay, Job<T> job) {
        ensureOpen(pool);
        var relay = Later.relay(pool, JobOptions.none(), job);
        var timer = Later.run(pool, Nanos.of(delay), relay::attemptOnce);
        relay.whenDone(Listener.of(timer::cancel));
        add(pool, relay);
        return relay;
    }

    /** Submits {@code job} to {@code pool} now and then every {@code period}. */
    public static Future<@Nullable Void> every(Pool pool, Duration period, Job<@Nullable Void> job) {
        Nanos.ensurePositive(period, "period");
        ensureOpen(pool);
        var turns = new Turns(pool, Nanos.of(period), job);
        add(pool, turns);
        turns.turn();
        return turns;
    }

    private static void ensureOpen(Pool pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException(
                    "pool '%s' is shut down and takes no more jobs".formatted(pool.name()));
        }
    }

    private static void add(Pool pool, FutureCell<?> entry) {
        if (pool instanceof OwnJobs own) {
            own.timetable().add(entry);
        } else {
            endWith(pool, entry);
        }
    }

    /** Has {@code entry} end with a pool that does not know of it, since somebody else wrote it. */
    private static void endWith(Pool pool, FutureCell<?> entry) {
        var watcher = Thread.ofVirtual().name("weft-schedule").start(() -> {
            try {
                while (!pool.awaitTermination(1, TimeUnit.DAYS)) {
                    // as long as it takes
                }
                entry.cancel();
            } catch (InterruptedException _) {
                // the entry is done
            }
        });
        entry.whenDone(Listener.of(watcher::interrupt));
    }
}
