package dev.weft;

import dev.weft.internal.batch.CompletionResults;
import dev.weft.internal.batch.Invocations;
import dev.weft.internal.batch.MapResults;
import dev.weft.internal.pool.Closing;
import dev.weft.internal.pool.LimitView;
import dev.weft.internal.pool.OptionsView;
import dev.weft.internal.pool.RetryView;
import dev.weft.internal.pool.Schedule;
import dev.weft.internal.task.ActionJob;
import dev.weft.internal.task.Nullness;
import dev.weft.internal.task.RunnableJob;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs somewhere: in the caller, on threads, in worker JVMs, on an event loop, on a cluster. Code that is given a pool
 * does not know which.
 *
 * <p>Every future of a job ends, whatever happens to the pool. A failure stays with its job. Closing waits. Any thread may
 * call any method.
 *
 * <p>A pool of one's own implements {@link #submit(JobOptions, Callable)}, {@link #name}, {@link #clock} and the life cycle of
 * {@link ExecutorService}, makes its futures by {@link PoolTask}, or {@link Promise} where jobs run elsewhere, and proves itself by the test kit's {@code PoolContract}.
 *
 * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#executor-objects">concurrent.futures.Executor</a>,
 *     from which we differ: queues are bounded, {@code map} is lazy, cancelling reaches running jobs
 */
public interface Pool extends ExecutorService {

    /** Returns the name, which threads and messages carry. */
    String name();

    /** Returns the clock that the pool's jobs wait by. */
    default Clock clock() {
        return Clock.system();
    }

    /**
     * Submits {@code job} with what the views have added: the one way into a pool, which all others use.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down, or full where waiting is off
     * @throws WaitInterruptedException if interrupted while waiting for room; the job was not taken
     */
    <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job);

    /**
     * Returns {@code options} with what travels with a job from the calling thread: a view that keeps jobs back calls this
     * while it is still in the submitter's thread.
     */
    default JobOptions capture(JobOptions options) {
        return options.captured(false);
    }

    /** Returns how many results {@link #map} and {@link #asCompleted} hold or await at a time, unless told otherwise. */
    default int window() {
        return 64;
    }

    // ---- submitting

    /**
     * Has {@code job} run, and returns its future.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down, or full where waiting is off
     * @throws WaitInterruptedException if interrupted while waiting for room; the job was not taken
     */
    default <T extends @Nullable Object> Future<T> submit(Job<T> job) {
        return submit(JobOptions.none(), Objects.requireNonNull(job, "job"));
    }

    /** Has {@code action} run, as {@link #submit(Job)} does; the future's value is {@code null}. */
    default Future<@Nullable Void> submit(Action action) {
        return submit(JobOptions.none(), jobOf(action));
    }

    /** As {@link #submit(Job)}, for a job that cannot be sent to another JVM. */
    @Override
    default <T extends @Nullable Object> Future<T> submit(Callable<T> job) {
        return submit(JobOptions.none(), Objects.requireNonNull(job, "job"));
    }

    /** As {@link #submit(Action)}, for an action that cannot be sent to another JVM. */
    @Override
    default Future<?> submit(Runnable action) {
        return submit(action, Nullness.<@Nullable Void>asT(null));
    }

    /** As {@link #submit(Action)}, with {@code result} as the future's value. */
    @Override
    default <T extends @Nullable Object> Future<T> submit(Runnable action, T result) {
        Objects.requireNonNull(action, "action");
        return submit(JobOptions.none(), new RunnableJob<>(action, result));
    }

    /** Has {@code action} run; what it throws goes to the uncaught exception handler of the thread that runs it. */
    @Override
    default void execute(Runnable action) {
        Invocations.execute(this, action);
    }

    /** Returns {@code action} as a job. */
    static Job<@Nullable Void> jobOf(Action action) {
        return new ActionJob(Objects.requireNonNull(action, "action"));
    }

    // ---- many at once

    /**
     * Applies {@code fn} to each item, and gives the results in the order of the items.
     *
     * <p>Lazy: items are taken and jobs submitted as the results are iterated, {@link #window} of them at a time, so that
     * endless input works. A failure is thrown when its result is reached, and ends the iteration; ending it early by
     * {@link Results#close} cancels the rest.
     */
    default <A extends @Nullable Object, R extends @Nullable Object> Results.Mapped<R> map(
            Fn<? super A, ? extends R> fn, Iterable<? extends A> items) {
        return map(fn, items.iterator());
    }

    /** As {@link #map(Fn, Iterable)}. */
    default <A extends @Nullable Object, R extends @Nullable Object> Results.Mapped<R> map(
            Fn<? super A, ? extends R> fn, Stream<? extends A> items) {
        return map(fn, items.iterator());
    }

    /** As {@link #map(Fn, Iterable)}. */
    default <A extends @Nullable Object, R extends @Nullable Object> Results.Mapped<R> map(
            Fn<? super A, ? extends R> fn, Iterator<? extends A> items) {
        return new MapResults<A, R>(this, fn, items);
    }

    /**
     * Applies {@code fn} to each item, and gives the futures in the order in which they are done. Lazy, as {@link #map} is.
     */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<Future<R>> asCompleted(
            Fn<? super A, ? extends R> fn, Iterable<? extends A> items) {
        return asCompleted(fn, items.iterator());
    }

    /** As {@link #asCompleted(Fn, Iterable)}. */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<Future<R>> asCompleted(
            Fn<? super A, ? extends R> fn, Stream<? extends A> items) {
        return asCompleted(fn, items.iterator());
    }

    /** As {@link #asCompleted(Fn, Iterable)}. */
    default <A extends @Nullable Object, R extends @Nullable Object> Results<Future<R>> asCompleted(
            Fn<? super A, ? extends R> fn, Iterator<? extends A> items) {
        return CompletionResults.running(this, fn, items);
    }

    /** Runs all and waits for all; interrupted, it cancels them. */
    @Override
    default <T extends @Nullable Object> List<java.util.concurrent.Future<T>> invokeAll(
            Collection<? extends Callable<T>> jobs) throws InterruptedException {
        return Invocations.all(this, jobs, Clock.FOREVER);
    }

    /** Runs all and waits for all, no longer than told; then, or interrupted, it cancels those that are not done. */
    @Override
    default <T extends @Nullable Object> List<java.util.concurrent.Future<T>> invokeAll(
            Collection<? extends Callable<T>> jobs, long timeout, TimeUnit unit) throws InterruptedException {
        return Invocations.all(this, jobs, unit.toNanos(timeout));
    }

    /** Runs all, returns the value of the first that succeeds, and cancels the rest. */
    @Override
    default <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> jobs)
            throws InterruptedException, ExecutionException {
        try {
            return Invocations.any(this, jobs, Clock.FOREVER);
        } catch (TimeoutException e) {
            throw new AssertionError("timed out without a limit", e);
        }
    }

    /** Runs all, returns the value of the first that succeeds in time, and cancels the rest. */
    @Override
    default <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> jobs, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Invocations.any(this, jobs, unit.toNanos(timeout));
    }

    // ---- later and again

    /** Submits {@code job} once {@code delay} has passed; cancelling the future before that forgets it. */
    default <T extends @Nullable Object> Future<T> after(Duration delay, Job<T> job) {
        return Schedule.after(this, delay, Objects.requireNonNull(job, "job"));
    }

    /** As {@link #after(Duration, Job)}. */
    default Future<@Nullable Void> after(Duration delay, Action action) {
        return after(delay, jobOf(action));
    }

    /**
     * Submits {@code action} now, and then every {@code period} from start to start, until the future is cancelled, the action
     * fails (the future fails with it) or the pool is shut down (the future is cancelled). One that takes longer than the period
     * is never run twice at the same time: the turns that it misses are skipped.
     *
     * @throws IllegalArgumentException if the period is zero or negative
     */
    default Future<@Nullable Void> every(Duration period, Action action) {
        return Schedule.every(this, period, jobOf(action));
    }

    // ---- views: the same pool with something added; closing a view waits for its own jobs and never closes the pool

    /**
     * Returns a view whose jobs must be done within {@code limit} of being submitted, waiting for their turn included; then
     * the future fails with {@link DeadlineExceededException} at once, and a running job is interrupted.
     *
     * @throws IllegalArgumentException if the limit is zero or negative
     */
    default Pool within(Duration limit) {
        return OptionsView.over(this).within(limit);
    }

    /** Returns a view whose jobs are called {@code name-1}, {@code name-2} and so on. */
    default Pool named(String name) {
        return OptionsView.over(this).named(name);
    }

    /**
     * Returns a view that lets at most {@code jobs} of its jobs run at a time; up to 100,000 more wait for their turn, then
     * {@code submit} waits (a job of the same pool never does).
     *
     * @throws IllegalArgumentException if {@code jobs} is less than 1
     */
    default Pool limit(int jobs) {
        return new LimitView(this, jobs);
    }

    /**
     * Returns a view that runs a job again, up to {@code retries} times, when it fails: after about 100 ms, then twice as long
     * each time, up to 10 s. Not retried: a cancelled job, one whose deadline has passed, an {@link Error}, a broken pool.
     *
     * @throws IllegalArgumentException if {@code retries} is negative
     */
    default Pool retrying(int retries) {
        return retrying(retries, Duration.ofMillis(100));
    }

    /** As {@link #retrying(int)}, with another first pause. */
    default Pool retrying(int retries, Duration firstPause) {
        return new RetryView(this, retries, firstPause);
    }

    /** Returns a view whose jobs have random numbers of their own, told by {@code seed} and their order; see {@link JobRandom}. */
    default Pool seeded(long seed) {
        return OptionsView.over(this).seeded(seed);
    }

    // ---- the end

    /**
     * Takes no more jobs, waits for all, and frees everything. Interrupted, it goes on as {@link #closeNow} does, and sets the
     * interrupt status again.
     *
     * @throws IllegalStateException if called by a job of this pool, which would wait for itself
     */
    @Override
    default void close() {
        Closing.close(this);
    }

    /**
     * Takes no more jobs, cancels all, waits until they have stopped, and frees everything. Every 10 s it logs what has not
     * stopped, with its stack. An interrupt does not end the wait and is kept.
     *
     * @throws IllegalStateException if called by a job of this pool, which would wait for itself
     */
    default void closeNow() {
        Closing.closeNow(this);
    }
}
