package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.JobCell;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool that is another one: keeps what users need not see out of the public types. */
public abstract class ForwardingPool implements OwnJobs {
    private final OwnPool target;

    protected ForwardingPool(OwnPool target) {
        this.target = target;
    }

    @Override
    public final <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        return target.submit(options, job);
    }

    @Override
    public final String name() {
        return target.name();
    }

    @Override
    public final Clock clock() {
        return target.clock();
    }

    @Override
    public final JobOptions capture(JobOptions options) {
        return target.capture(options);
    }

    @Override
    public final int window() {
        return target.window();
    }

    @Override
    public final void shutdown() {
        target.shutdown();
    }

    @Override
    public final List<Runnable> shutdownNow() {
        return target.shutdownNow();
    }

    @Override
    public final boolean isShutdown() {
        return target.isShutdown();
    }

    @Override
    public final boolean isTerminated() {
        return target.isTerminated();
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return target.awaitTermination(timeout, unit);
    }

    @Override
    public final void close() {
        target.close();
    }

    @Override
    public final void closeNow() {
        target.closeNow();
    }

    @Override
    public final boolean runsCaller() {
        return target.runsCaller();
    }

    @Override
    public final Collection<? extends JobCell<?>> running() {
        return target.running();
    }

    @Override
    public final Timetable timetable() {
        return target.timetable();
    }

    @Override
    public final boolean callBack(FutureCell<?> done, Runnable callbacks) {
        return target.callBack(done, callbacks);
    }

    @Override
    public final Pool root() {
        return target;
    }

    @Override
    public final String toString() {
        return target.toString();
    }
}
