package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.RunnableJob;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.TaskOwner;
import dev.weft.internal.watch.EventBus;
import dev.weft.internal.watch.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A pool of Weft's own: makes futures by {@link #newTask} and gives them to {@link #start}, which the kinds of pool differ in.
 *
 * <p>Each kind enters itself into the {@link dev.weft.internal.watch.PoolRegistry}, once it is complete.
 */
public abstract class OwnPool implements OwnJobs, TaskOwner {
    private final String kind;
    private final String name;
    private final Clock clock;
    private final boolean submitStacks;
    private final Timetable timetable = Timetable.ofRoot();
    // null -> why no job may start any more, never back.
    private volatile Failure.@Nullable Broken broken;
    // Whether shutdownNow() was called; false -> true, never back.
    private volatile boolean cancelling;

    protected OwnPool(String kind, String name, Clock clock, boolean submitStacks) {
        this.kind = kind;
        this.name = name;
        this.clock = clock;
        this.submitStacks = submitStacks;
    }

    /** Returns the future of a job of this pool. */
    protected abstract <T extends @Nullable Object> JobCell<T> newTask(JobOptions options, Callable<? extends T> job);

    /** Takes the task for running, or throws {@link RejectedExecutionException}. */
    protected abstract void start(JobCell<?> task);

    @Override
    public final <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        var task = this.<T>newTask(capture(options), Objects.requireNonNull(job, "job"));
        var why = broken();
        if (why != null && !isShutdown()) {
            task.end(why);
            dropped(task);
            return task;
        }
        EventBus.submitted(task);
        task.startDeadline();
        try {
            start(task);
        } catch (Throwable e) {
            task.cancel(false);
            dropped(task);
            throw e;
        }
        return task;
    }

    @Override
    public final JobOptions capture(JobOptions options) {
        return options.captured(submitStacks);
    }

    /** Returns why no job may start any more, for one more future; {@code null} as long as they may. */
    protected final Failure.@Nullable Broken broken() {
        var why = broken;
        return why == null ? null : why.again();
    }

    /** Tells whether {@link #shutdownNow} was called. */
    protected final boolean cancelling() {
        return cancelling;
    }

    /** Fails every job that has not started, and all later ones. */
    protected final void breakWith(Throwable cause, String what) {
        var message = "pool '%s' is broken: %s: %s".formatted(name, what, cause);
        synchronized (this) {
            if (broken != null || cancelling) {
                return;
            }
            broken = new Failure.Broken(message, cause);
        }
        System.getLogger("dev.weft").log(System.Logger.Level.ERROR, message, cause);
    }

    @Override
    public final List<Runnable> shutdownNow() {
        cancelling = true;
        shutdown();
        var neverRan = new ArrayList<Runnable>();
        var notStarted = new Failure.Cancelled("pool '%s' was shut down before the job started".formatted(name));
        drainWaiting().forEach(task -> withdraw(task, notStarted, neverRan));
        for (var task : running()) {
            if (!withdraw(task, notStarted, neverRan)) {
                task.cancel();
            }
        }
        return neverRan;
    }

    /** Tells whether {@code submit} neither waits, in a thread of Weft's, nor runs the job in the thread that calls it. */
    protected boolean submitsAtOnce() {
        return false;
    }

    /** Takes all tasks out that no thread has taken. */
    protected List<JobCell<?>> drainWaiting() {
        return List.of();
    }

    private static boolean withdraw(JobCell<?> task, Failure notStarted, List<Runnable> neverRan) {
        var job = task.job();
        boolean withdrawn = task.withdraw(notStarted);
        if (withdrawn) {
            neverRan.add(
                    switch (job) {
                        case RunnableJob<?> runnable -> runnable.original();
                        default -> task instanceof Runnable itself ? itself : () -> {};
                    });
        }
        return withdrawn;
    }

    protected final RejectedExecutionException shutDownRejection() {
        return new RejectedExecutionException("pool '%s' is shut down and takes no more jobs".formatted(name));
    }

    /** Stops taking jobs. */
    protected abstract void stopTaking();

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
    public boolean runsCaller() {
        return Strand.runs(task -> equals(task.owner()));
    }

    /** Returns how many jobs wait for their turn, about. */
    public abstract int waiting();

    /** Returns the most jobs that can run at a time; 0 for no limit. */
    public abstract int threads();

    /** Returns what runs, for those who look inside: at most {@code most}, those that matter most first. */
    public List<Sight> sights(int most) {
        return running().stream().limit(most).map(Sight::of).toList();
    }

    /** Returns how much there is of what {@link #sights} shows, about. */
    public int atWork() {
        return running().size();
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
