package dev.weft.internal.task;

import dev.weft.JobOptions;
import dev.weft.internal.watch.EventBus;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job of an in-process pool and its future in one object, so that submitting costs one allocation.
 *
 * <p>Made by the submitting thread, run at most once by a thread of the pool, cancelled by any.
 */
public final class Task<T extends @Nullable Object> extends JobCell<T> implements Runnable, Scope {
    // Set by the running thread before the phase says RUNNING, and cleared when it leaves.
    private @Nullable Strand strand;
    // Set by the running thread before the phase says RUNNING.
    private @Nullable Scope outer;
    private @Nullable Task<?> outerTask;
    // Used by the running thread only.
    private @Nullable RandomGenerator random;
    // Used by the running thread only: who is told when it leaves, the last one first.
    private @Nullable Listener leaveListeners;

    public Task(TaskOwner owner, JobOptions options, Callable<? extends T> job) {
        super(owner, options, job);
    }

    /** Runs the job in the calling thread, unless its future is done. */
    @Override
    public void run() {
        try {
            runIn(Strand.current());
        } finally {
            owner().ended(this);
        }
    }

    private void runIn(Strand here) {
        strand = here;
        outer = here.top();
        outerTask = here.task();
        // Entered first: whoever shuts the pool down either finds the task here or has told taken() before.
        here.enter(this);
        try {
            var refusal = owner().taken(this);
            if (refusal != null) {
                end(refusal);
            }
            if (move(Phase.WAITING, Phase.RUNNING)) {
                callAndEnd(here);
            } else {
                owner().dropped(this);
            }
        } finally {
            here.leave(this);
            strand = null; // a thread is big, and futures may be kept
            tellLeft();
        }
    }

    /** Tells {@code listener} once the calling thread, which runs this task, has run its callbacks, too, and leaves it. */
    public void whenLeft(Listener listener) {
        listener.next = leaveListeners;
        leaveListeners = listener;
    }

    private void tellLeft() {
        for (var listener = leaveListeners; listener != null; listener = listener.next) {
            listener.fire();
        }
        leaveListeners = null;
    }

    private void callAndEnd(Strand here) {
        T value = null;
        Throwable thrown = null;
        owner().begun(this);
        EventBus.started(this);
        try {
            value = call();
        } catch (Throwable e) {
            thrown = e;
        }
        stop(here);
        if (thrown == null) {
            succeed(Nullness.asT(value));
        } else {
            end(new Failure.JobThrew(name(), thrown, options().submitted()));
        }
    }

    @SuppressWarnings("unchecked") // the field holds the Callable until the job has stopped
    private T call() throws Exception {
        var callable = (Callable<T>) job();
        var context = options().context();
        return context == null ? callable.call() : context.call(callable);
    }

    /** Ends the job: from here on nobody interrupts the thread for it, and none that was on its way is left. */
    @SuppressWarnings("ThreadPriorityCheck") // yields between two lines of another thread, and not for an order
    private void stop(Strand here) {
        releaseJob();
        if (!move(Phase.RUNNING, Phase.STOPPED)) {
            while (!move(Phase.INTERRUPTED, Phase.STOPPED)) {
                Thread.yield(); // another thread is between two lines of interrupt()
            }
            Thread.interrupted(); // it was for this job
        }
        here.stopped(this);
        stopped();
    }

    /** Ends a job whose thread will never run again: its pool could not go on with it. */
    public void lose(Throwable reason) {
        end(new Failure.JobThrew(name(), reason, options().submitted()));
        stopped();
    }

    @Override
    protected void done(boolean interrupt) {
        super.done(interrupt);
        if (interrupt && phase() == Phase.RUNNING) {
            interrupt();
        }
        EventBus.ended(this);
    }

    @Override
    protected void neverStarts() {
        releaseJob();
        owner().abandoned(this);
    }

    private void interrupt() {
        var running = strand;
        if (running == null) {
            return;
        }
        owner().clock().deliver(running.thread(), () -> {
            if (move(Phase.RUNNING, Phase.INTERRUPTING)) {
                try {
                    running.interruptFor(this);
                } finally {
                    move(Phase.INTERRUPTING, Phase.INTERRUPTED);
                }
            }
        });
    }

    @Override
    public @Nullable Thread thread() {
        var running = strand;
        return running == null ? null : running.thread();
    }

    /** Returns the generator of a job that was submitted with a seed, else {@code null}. */
    public @Nullable RandomGenerator random() {
        var seed = options().random();
        if (random == null && seed != null) {
            random = seed.generator();
        }
        return random;
    }

    /** Returns the job that the same thread was running when it began this one. */
    public @Nullable Task<?> outerTask() {
        return outerTask;
    }

    @Override
    public @Nullable Scope outer() {
        return outer;
    }

    @Override
    public boolean fired() {
        return phase() == Phase.INTERRUPTING || phase() == Phase.INTERRUPTED;
    }
}
