package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Task;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pool seen through something added. It has a life of its own: shutting it down stops only what comes through it, closing it
 * waits only for that.
 */
abstract class View implements OwnJobs {
    private final Pool parent;
    private final Lifecycle<FutureCell<?>> lifecycle = new Lifecycle<>();
    private final Timetable timetable = new Timetable();

    View(Pool parent) {
        this.parent = parent;
    }

    final Pool parent() {
        return parent;
    }

    /** Has the job run as this view wants it. */
    abstract <T extends @Nullable Object> Future<T> pass(JobOptions options, Callable<? extends T> job);

    @Override
    public final <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        if (isShutdown()) {
            throw shutDownRejection();
        }
        var future = (FutureCell<T>) this.<T>pass(options, job);
        if (!lifecycle.enter(future)) {
            future.cancel();
            throw shutDownRejection();
        }
        future.whenOver(Listener.of(() -> lifecycle.leave(future)));
        return future;
    }

    private RejectedExecutionException shutDownRejection() {
        return new RejectedExecutionException(
                "this view of pool '%s' is shut down and takes no more jobs".formatted(name()));
    }

    @Override
    public final String name() {
        return parent.name();
    }

    @Override
    public final Clock clock() {
        return parent.clock();
    }

    @Override
    public final JobOptions capture(JobOptions options) {
        return parent.capture(options);
    }

    @Override
    public int window() {
        return parent.window();
    }

    @Override
    public final Pool root() {
        return OwnJobs.rootOf(parent);
    }

    @Override
    public final Timetable timetable() {
        return timetable;
    }

    @Override
    public final boolean runsCaller() {
        return Strand.runs(task -> lifecycle.inside().stream().anyMatch(future -> future.covers(task)));
    }

    @Override
    public final Collection<? extends Task<?>> running() {
        return parent instanceof OwnJobs own
                ? own.running().stream()
                        .filter(task -> lifecycle.inside().stream().anyMatch(future -> future.covers(task)))
                        .toList()
                : List.of();
    }

    @Override
    public final void shutdown() {
        lifecycle.shutdown();
        timetable.clear();
    }

    @Override
    public final List<Runnable> shutdownNow() {
        shutdown();
        var neverRan = lifecycle.inside().stream()
                .filter(future -> future.status() == Future.Status.PENDING)
                .toList();
        lifecycle.inside().forEach(FutureCell::cancel);
        return neverRan.stream().<Runnable>map(future -> () -> {}).toList();
    }

    @Override
    public final boolean isShutdown() {
        return lifecycle.isShutdown();
    }

    @Override
    public final boolean isTerminated() {
        return lifecycle.isTerminated();
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return lifecycle.awaitTermination(timeout, unit);
    }
}
