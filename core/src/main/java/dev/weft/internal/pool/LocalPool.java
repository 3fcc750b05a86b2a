package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.JobOptions;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Task;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A pool whose jobs run in threads of this JVM. */
public abstract class LocalPool extends OwnPool {

    protected LocalPool(String kind, String name, Clock clock, boolean submitStacks) {
        super(kind, name, clock, submitStacks);
    }

    @Override
    protected final <T extends @Nullable Object> JobCell<T> newTask(JobOptions options, Callable<? extends T> job) {
        return new Task<>(this, options, job);
    }

    @Override
    protected final void start(JobCell<?> task) {
        start((Task<?>) task); // newTask() makes no others
    }

    /** Takes the task for running, or throws {@link java.util.concurrent.RejectedExecutionException}. */
    protected abstract void start(Task<?> task);

    @Override
    public @Nullable Failure taken(Task<?> task) {
        return broken();
    }

    @Override
    public final void begun(Task<?> task) {
        if (cancelling()) {
            task.cancel(); // it was taken just before shutdownNow() looked at what waits and at what runs
        }
    }
}
