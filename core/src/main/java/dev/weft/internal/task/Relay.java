package dev.weft.internal.task;

import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.Progress;
import dev.weft.WaitInterruptedException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job that is kept back for a while, or run more than once, before another pool's future speaks for it.
 *
 * <p>Cancelling it, or its deadline, reaches the other future, called the inner one. Any thread may call any method.
 */
public final class Relay<T extends @Nullable Object> extends TimedCell<T> implements Awaited {
    private final Pool target;
    private final CallbackHome home;
    // The Callable until this future is done, then its class: what it captured can be collected, its name can still be
    // told.
    private volatile Object job;
    // The latest attempt.
    private volatile @Nullable FutureCell<T> inner;
    // null until this future is done; then whether that asked for an interrupt, for an attempt that is just being made.
    private volatile @Nullable Boolean interrupt;
    // Who is just submitting an attempt: where the caller is the place, the job runs in there.
    private volatile @Nullable Strand submitter;

    public Relay(Pool target, JobOptions options, Callable<? extends T> job) {
        this(target, target instanceof CallbackHome itself ? itself : CallbackHome.ANYWHERE, options, job);
    }

    /** Makes a relay whose users are called back somewhere else than where its job runs. */
    public Relay(Pool target, CallbackHome home, JobOptions options, Callable<? extends T> job) {
        super(target.capture(options), target.clock());
        this.target = target;
        this.home = home;
        this.job = job;
    }

    /** A job that looks for a cancel as it begins. */
    private final class LookingBack implements Callable<T>, Wrapped {
        private final Callable<? extends T> original;

        LookingBack(Callable<? extends T> original) {
            this.original = original;
        }

        @Override
        public T call() throws Exception {
            var asked = interrupt;
            var task = Strand.currentTask();
            if (asked != null && task != null) {
                task.cancel(asked);
            }
            return original.call();
        }

        @Override
        public Object original() {
            return original;
        }
    }

    /**
     * Has the job look for a cancel as it begins: where the place is the thread that makes the attempt, one that came in the
     * instant before has found no job there. Called before the first attempt.
     */
    @SuppressWarnings("unchecked") // the field holds the Callable until this future is done
    public void lookBack() {
        job = new LookingBack((Callable<? extends T>) job);
    }

    /**
     * Submits the job to the target. If that does not take the job, this future is cancelled.
     *
     * @return the attempt; {@code null} means that none was made and this future is done
     */
    public @Nullable FutureCell<T> attempt() {
        try {
            return submitToTarget(options().waited());
        } catch (RejectedExecutionException | WaitInterruptedException e) {
            end(new Failure.Cancelled("job '%s' was cancelled: %s".formatted(name(), e.getMessage())));
        } catch (Throwable e) {
            end(Failure.of(name(), e));
        }
        stopped();
        return null;
    }

    /**
     * As {@link #attempt}, for the thread that submits to a view: it is told that the target does not take the job.
     *
     * @throws RejectedExecutionException if the target is shut down or full
     * @throws WaitInterruptedException if interrupted while waiting for room
     */
    public @Nullable FutureCell<T> submit() {
        try {
            return submitToTarget(options());
        } catch (Throwable e) {
            cancel(false);
            stopped();
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // the field holds the Callable until this future is done
    private @Nullable FutureCell<T> submitToTarget(JobOptions options) {
        var callable = job; // before isDone(): the end of this future takes it away
        FutureCell<T> attempt;
        submitter = Strand.current();
        try {
            if (isDone() || (phase() != Phase.RUNNING && !begin())) {
                stopped();
                return null;
            }
            attempt = (FutureCell<T>) target.<T>submit(options, (Callable<? extends T>) callable);
            inner = attempt;
        } finally {
            submitter = null;
        }
        var asked = interrupt;
        if (asked != null) {
            attempt.cancel(asked);
        }
        return attempt;
    }

    /** Makes the only attempt, and ends as it does. */
    public void attemptOnce() {
        var attempt = attempt();
        if (attempt != null) {
            attempt.whenOver(Listener.of(() -> endAs(attempt)));
        }
    }

    /** Ends as {@code attempt}, which is over, has ended. */
    public void endAs(FutureCell<T> attempt) {
        stopped();
        var failure = attempt.failure();
        if (failure == null) {
            succeed(attempt.resultNow());
        } else {
            end(failure);
        }
    }

    @Override
    protected CallbackHome home() {
        return home;
    }

    @Override
    protected void done(boolean interruptJob) {
        super.done(interruptJob);
        interrupt = interruptJob; // before looking at inner, which submit() sets before looking at this
        if (!stopBeforeStart()) {
            cancelAttempt(interruptJob);
        }
        job = jobClass();
    }

    private void cancelAttempt(boolean interruptJob) {
        var attempt = inner;
        if (attempt != null) {
            attempt.cancel(interruptJob);
        }
        var caller = submitter;
        if (caller != null) {
            cancelIn(caller, interruptJob);
        }
    }

    private void cancelIn(Strand caller, boolean interruptJob) {
        var begun = jobIn(caller);
        if (begun != null) {
            begun.cancel(interruptJob);
        }
    }

    /** Returns the task of this job that {@code caller} runs in its submit. */
    private @Nullable Task<?> jobIn(Strand caller) {
        for (var at = caller.task(); at != null; at = at.outerTask()) {
            if (at.job() == job) {
                return at;
            }
        }
        return null;
    }

    @Override
    public boolean withdraw(Failure failure) {
        if (super.withdraw(failure)) {
            return true;
        }
        awaitAttempt();
        var attempt = inner;
        return attempt != null && attempt.withdraw(failure);
    }

    /** Waits for an attempt that is just being made: it takes an instant, after which it can be withdrawn or has begun. */
    @SuppressWarnings("ThreadPriorityCheck") // yields between two lines of another thread, and not for an order
    private void awaitAttempt() {
        var caller = submitter;
        while (caller != null && caller == submitter && isMoving(caller) && jobIn(caller) == null) {
            Thread.yield();
        }
    }

    /** Tells whether {@code caller} does not wait for anything, such as the calling thread. */
    private static boolean isMoving(Strand caller) {
        return caller != Strand.current() && caller.thread().getState() == Thread.State.RUNNABLE;
    }

    @Override
    protected boolean waits() {
        var attempt = inner;
        return attempt == null || attempt.waits();
    }

    @Override
    public @Nullable Progress progress() {
        var attempt = inner;
        return attempt == null ? null : attempt.progress();
    }

    @Override
    public boolean covers(JobCell<?> task) {
        var attempt = inner;
        return attempt != null && attempt.covers(task);
    }

    @Override
    public Collection<FutureCell<T>> parts() {
        var attempt = inner;
        return attempt == null ? List.of() : List.of(attempt);
    }

    @Override
    public boolean dependsOn(TaskOwner owner) {
        return inner instanceof Awaited attempt && attempt.dependsOn(owner);
    }

    @Override
    Class<?> jobClass() {
        return job instanceof Class<?> known ? known : JobNames.classOf(job);
    }
}
