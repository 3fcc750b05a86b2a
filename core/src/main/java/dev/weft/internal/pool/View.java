package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.RunnableJob;
import dev.weft.internal.task.Strand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
    // The view that this one was made from beside, not over: its life takes in what comes through here.
    private final @Nullable View origin;
    private final Lifecycle<Entry> lifecycle = new Lifecycle<>();
    private final Timetable timetable;
    // Whether what is still on its way in is to be cancelled; false -> true, never back.
    private volatile boolean cancelling;

    /** A job that came through this view and is not over. */
    private static final class Entry {
        private final Object job;
        // null while the parent is asked: the job may begin, and even end, before the parent's submit returns.
        private volatile @Nullable FutureCell<?> future;

        Entry(Object job) {
            this.job = job;
        }

        boolean covers(JobCell<?> task) {
            var known = future;
            return known == null ? task.job() == job : known.covers(task);
        }
    }

    View(Pool parent, @Nullable View origin) {
        this.parent = parent;
        this.origin = origin;
        this.timetable = Timetable.ofView(origin == null ? parent : origin);
    }

    /** Tells whether {@link #shutdownNow} was called, which ends what waits and what runs. */
    final boolean cancelling() {
        return cancelling || (origin != null && origin.cancelling());
    }

    final Pool parent() {
        return parent;
    }

    /** Has the job run as this view wants it. */
    abstract <T extends @Nullable Object> Future<T> pass(JobOptions options, Callable<? extends T> job);

    @Override
    public final <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        var entry = new Entry(Objects.requireNonNull(job, "job"));
        if (!enter(entry)) {
            throw shutDownRejection();
        }
        FutureCell<T> future;
        try {
            future = (FutureCell<T>) this.<T>pass(options, job);
        } catch (Throwable e) {
            leave(entry);
            throw e;
        }
        entry.future = future;
        future.whenOver(Listener.of(() -> leaveAfterCallbacks(entry)));
        if (cancelling()) {
            // shutdownNow() could not return the job, so it has begun or is refused.
            if (future.withdraw(shutDownBeforeStart())) {
                throw shutDownRejection();
            }
            future.cancel();
        }
        return future;
    }

    private boolean enter(Entry entry) {
        if (!lifecycle.enter(entry)) {
            return false;
        }
        if (origin != null && !origin.enter(entry)) {
            lifecycle.leave(entry);
            return false;
        }
        return true;
    }

    private void leave(Entry entry) {
        lifecycle.leave(entry);
        if (origin != null) {
            origin.leave(entry);
        }
    }

    /** Lets a job out that is over; if the calling thread runs its callbacks next, then after these, as a pool does. */
    private void leaveAfterCallbacks(Entry entry) {
        var task = Strand.currentTask();
        if (task != null && entry.covers(task)) {
            task.whenLeft(Listener.of(() -> leave(entry)));
        } else {
            leave(entry);
        }
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
    public final boolean callBack(FutureCell<?> done, Runnable callbacks) {
        return parent instanceof OwnJobs own && own.callBack(done, callbacks);
    }

    @Override
    public final Timetable timetable() {
        return timetable;
    }

    @Override
    public final boolean runsCaller() {
        return Strand.runs(this::covers);
    }

    private boolean covers(JobCell<?> task) {
        return lifecycle.inside().stream().anyMatch(entry -> entry.covers(task));
    }

    @Override
    public final Collection<? extends JobCell<?>> running() {
        return parent instanceof OwnJobs own
                ? own.running().stream().filter(this::covers).toList()
                : List.of();
    }

    @Override
    public final void shutdown() {
        lifecycle.shutdown();
        timetable.close();
    }

    @Override
    public final List<Runnable> shutdownNow() {
        cancelling = true;
        shutdown();
        var neverRan = new ArrayList<Runnable>();
        var notStarted = shutDownBeforeStart();
        var begun = new ArrayList<FutureCell<?>>();
        for (var entry : lifecycle.inside()) {
            var future = entry.future; // null: its submit() will see that the job is cancelled
            if (future != null && !withdraw(future, notStarted, entry.job, neverRan)) {
                begun.add(future);
            }
        }
        // Only now what runs, which makes room for what waits.
        begun.forEach(FutureCell::cancel);
        for (var task : running()) { // also where the caller is the place, and no future is there yet
            if (!withdraw(task, notStarted, task.job(), neverRan)) {
                task.cancel();
            }
        }
        return neverRan;
    }

    private static boolean withdraw(FutureCell<?> future, Failure notStarted, Object job, List<Runnable> neverRan) {
        boolean withdrawn = future.withdraw(notStarted);
        if (withdrawn) {
            neverRan.add(neverRan(job));
        }
        return withdrawn;
    }

    private Failure shutDownBeforeStart() {
        return new Failure.Cancelled("this view of pool '%s' was shut down before the job started".formatted(name()));
    }

    /** Returns what was given to {@code execute}, or a stand-in for a job whose future is cancelled. */
    private static Runnable neverRan(Object job) {
        return job instanceof RunnableJob<?> runnable ? runnable.original() : () -> {};
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
