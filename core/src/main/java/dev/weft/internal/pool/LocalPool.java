package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.RunnableJob;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Task;
import dev.weft.internal.task.TaskOwner;
import dev.weft.internal.watch.EventBus;
import dev.weft.internal.watch.PoolRegistry;
import dev.weft.internal.watch.PoolSnapshot;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A pool in this JVM: makes tasks and gives them to {@link #start}, which the kinds of pool differ in. */
public abstract class LocalPool implements OwnJobs, TaskOwner {
    private final String kind;
    private final String name;
    private final Clock clock;
    private final boolean submitStacks;
    private final Timetable timetable = Timetable.ofRoot();
    // null -> why no job may start any more, never back.
    private volatile @Nullable Failure refusal;

    LocalPool(String kind, String name, Clock clock, boolean submitStacks) {
        this.kind = kind;
        this.name = name;
        this.clock = clock;
        this.submitStacks = submitStacks;
        PoolRegistry.add(this);
    }

    /** Takes the task for running, or throws {@link RejectedExecutionException}. */
    abstract void start(Task<?> task);

    @Override
    public final <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        var task = new Task<T>(this, capture(options), Objects.requireNonNull(job, "job"));
        if (refusal instanceof Failure.Broken broken && !isShutdown()) {
            task.end(broken.again());
            return task;
        }
        EventBus.submitted(task);
        task.startDeadline();
        try {
            start(task);
        } catch (Throwable e) {
            task.cancel(false);
            throw e;
        }
        return task;
    }

    @Override
    public final JobOptions capture(JobOptions options) {
        return options.captured(submitStacks);
    }

    @Override
    public @Nullable Failure taken(Task<?> task) {
        return switch (refusal) {
            case null -> null;
            case Failure.Broken broken -> broken.again();
            case Failure other -> other;
        };
    }

    /** Fails every job that has not started, and all later ones. */
    final void breakWith(Throwable cause, String what) {
        var message = "pool '%s' is broken: %s: %s".formatted(name, what, cause);
        synchronized (this) {
            if (refusal != null) {
                return;
            }
            refusal = new Failure.Broken(message, cause);
        }
        System.getLogger("dev.weft").log(System.Logger.Level.ERROR, message, cause);
    }

    /** Cancels every job that is taken from now on, with the failure that is returned. */
    final Failure refuseAll() {
        var notStarted = new Failure.Cancelled("pool '%s' was shut down before the job started".formatted(name));
        refusal = notStarted;
        return notStarted;
    }

    final RejectedExecutionException shutDownRejection() {
        return new RejectedExecutionException("pool '%s' is shut down and takes no more jobs".formatted(name));
    }

    /** Returns what {@code shutdownNow()} gives for a task that never ran: what was given to {@code execute}, or the task. */
    static Runnable neverRan(Task<?> task, Object job) {
        return job instanceof RunnableJob<?> runnable ? runnable.original() : task;
    }

    /** Stops taking jobs. */
    abstract void stopTaking();

    @Override
    public final void shutdown() {
        stopTaking();
        timetable.close();
    }

    @Override
    public final Timetable timetable() {
        return timetable;
    }

    @Override
    public final Pool root() {
        return this;
    }

    @Override
    public final boolean runsCaller() {
        return Strand.runs(task -> equals(task.owner()));
    }

    /** Returns how many jobs wait for their turn, about. */
    public abstract int waiting();

    /** Returns the most jobs that can run at a time; 0 for no limit. */
    public abstract int threads();

    /** Returns what there is to see now. */
    public final PoolSnapshot snapshot() {
        return PoolSnapshot.of(this, running());
    }

    /** Returns what kind of pool it is, in a word or two. */
    public final String kind() {
        return kind;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Clock clock() {
        return clock;
    }

    @Override
    public final String toString() {
        return "%s '%s' [%s, %d running, %d waiting]"
                .formatted(
                        kind,
                        name,
                        isTerminated() ? "terminated" : isShutdown() ? "shut down" : "open",
                        running().size(),
                        waiting());
    }
}
