package dev.weft.internal.pool;

import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.Strand;
import dev.weft.internal.watch.EventBus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Notices when every thread of a pool waits for a job of that same pool, so that none is left to run it: once for each time
 * that it comes to that.
 */
final class Starvation {
    private final PlatformPool pool;
    // The threads of the pool that wait for its own jobs, and what for.
    private final Map<Strand, Object> waiting = new ConcurrentHashMap<>();
    // How many those are, counted so that just one of them sees the last thread go.
    private final AtomicInteger count = new AtomicInteger();

    Starvation(PlatformPool pool) {
        this.pool = pool;
    }

    void waits(Strand strand, Object waitedFor) {
        if (!(waitedFor instanceof Awaited awaited) || !awaited.dependsOn(pool)) {
            return;
        }
        if (waiting.put(strand, waitedFor) == null && count.incrementAndGet() == pool.threads()) {
            report();
        }
    }

    void waitsNoMore(Strand strand) {
        if (waiting.remove(strand) != null) {
            count.decrementAndGet();
        }
    }

    private void report() {
        var message =
                "pool '%s' cannot go on: each of its threads (%d) waits for a job of the same pool; jobs waiting for a thread: %d. %s."
                                .formatted(pool.name(), pool.threads(), pool.waiting(), whoWaitsForWhom())
                        + " Give it more threads, use ThreadPool.virtual(), or do not wait inside its jobs";
        System.getLogger("dev.weft").log(System.Logger.Level.WARNING, message);
        EventBus.starved(pool.name(), message);
    }

    private String whoWaitsForWhom() {
        return waiting.entrySet().stream()
                .map(entry -> describe(entry.getKey(), entry.getValue()))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String describe(Strand strand, Object waitedFor) {
        var task = strand.task();
        var job = task == null ? "a callback" : "job '%s'".formatted(task.name());
        return "%s (%s) waits for %s".formatted(strand.thread().getName(), job, waitedFor);
    }
}
