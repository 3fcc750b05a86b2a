package dev.weft;

import dev.weft.internal.pool.ForeignPool;
import dev.weft.internal.task.RunnableJob;
import dev.weft.internal.task.Task;
import dev.weft.internal.watch.EventBus;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A job with its future, for a pool of one's own that runs jobs in this JVM: the pool hands out {@link #future} and has
 * {@link #run} called where the job is to run.
 *
 * <p>It does what every pool owes a job: its name, its deadline, the context that it was submitted in, its random numbers and
 * progress, and an interrupt, when its future is cancelled or overdue, that ends with the job. A pool whose jobs run elsewhere
 * makes its futures by {@link Promise}.
 *
 * <p>Any thread may call any method.
 */
public final class PoolTask<T extends @Nullable Object> implements Runnable {
    private final Callable<? extends T> job;
    private final Task<T> task;

    private PoolTask(Callable<? extends T> job, Task<T> task) {
        this.job = job;
        this.task = task;
    }

    /** Returns a task of {@code pool}, in whose {@link Pool#submit(JobOptions, Callable)} this is called; its time runs. */
    public static <T extends @Nullable Object> PoolTask<T> of(
            Pool pool, JobOptions options, Callable<? extends T> job) {
        Objects.requireNonNull(job, "job");
        var task = new Task<T>(new ForeignPool(pool), pool.capture(options), job);
        EventBus.submitted(task);
        task.startDeadline();
        return new PoolTask<>(job, task);
    }

    /** Returns the future of the job. */
    public Future<T> future() {
        return task;
    }

    /** Runs the job in the calling thread, unless its future is done, which ends as the job does; throws nothing. */
    @Override
    public void run() {
        task.run();
    }

    /** Returns what {@code shutdownNow()} gives for a task that never ran: what was given to {@code execute}, or this. */
    public Runnable original() {
        return job instanceof RunnableJob<?> runnable ? runnable.original() : this;
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
