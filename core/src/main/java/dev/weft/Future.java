package dev.weft;

import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Stages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The value of a job, now or later: a {@link java.util.concurrent.Future} and a {@link CompletionStage} in one.
 *
 * <p>It is pending, then running, then succeeded, failed or cancelled, and never changes after that. Every future of a job
 * ends. A cancelled or overdue future is done at once, though its job may still be running: {@link #awaitStopped} waits for
 * that. Waiting never cancels what is waited for. In a coroutine or on a virtual thread the same calls suspend only that.
 *
 * <p>Any thread may call any method.
 *
 * @param <T> the type of the value
 * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#future-objects">concurrent.futures.Future</a>, from
 *     which we differ: {@code cancel} also ends a running job, and {@code result} wraps what the job threw, so that the
 *     waiter's own stack is kept
 */
@SuppressWarnings("exports") // Stages only spells out CompletionStage, whose methods users see
public sealed interface Future<T extends @Nullable Object> extends java.util.concurrent.Future<T>, Stages<T>
        permits FutureCell {

    /** The states of a future. */
    enum Status {
        /** Waiting for its turn. */
        PENDING,
        /** Its job is running. */
        RUNNING,
        /** Done: it has a value. */
        SUCCEEDED,
        /** Done: its job threw, ran out of time or lost its place. */
        FAILED,
        /** Done: it was cancelled. */
        CANCELLED
    }

    /** Returns a future of what {@code stage} will give; cancelling it does not reach {@code stage}. */
    static <T extends @Nullable Object> Future<T> of(CompletionStage<T> stage) {
        return Stages.adopt(stage);
    }

    /** Returns the state as of now. */
    Status status();

    /** Tells whether the job is running and the future not yet done. */
    default boolean isRunning() {
        return status() == Status.RUNNING;
    }

    /**
     * Waits for the value and returns it.
     *
     * @throws JobFailedException if the job failed; the cause is what it threw, or a {@link PlaceLostException}
     * @throws DeadlineExceededException if the job's deadline passed
     * @throws BrokenPoolException if the pool cannot run anything
     * @throws java.util.concurrent.CancellationException if the future was cancelled
     * @throws WaitInterruptedException if the calling thread is interrupted; the interrupt status stays set
     */
    T result();

    /**
     * Waits for the value no longer than {@code timeout} and returns it.
     *
     * @param timeout zero or less does not wait
     * @throws WaitTimeoutException if the time ran out; the job goes on
     * @throws JobFailedException and the others, as {@link #result()} does
     */
    T result(Duration timeout);

    /**
     * Waits until the future is done and returns why it failed: what the job threw, or {@code null} if it has a value.
     *
     * @throws java.util.concurrent.CancellationException if the future was cancelled
     * @throws WaitInterruptedException if the calling thread is interrupted; the interrupt status stays set
     */
    @Nullable
    Throwable exception();

    /**
     * As {@link #exception()}, but waits no longer than {@code timeout}.
     *
     * @throws WaitTimeoutException if the time ran out
     */
    @Nullable
    Throwable exception(Duration timeout);

    /**
     * Waits as {@link #result()} does, with the JDK's exceptions.
     *
     * @throws ExecutionException if the future failed; the cause is what the job threw
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    T get() throws InterruptedException, ExecutionException;

    /**
     * Ends the future as cancelled, at once, and interrupts its job where it runs: as {@code cancel(true)}.
     *
     * @return whether the future is cancelled now; {@code false} if it was done in another way before
     */
    default boolean cancel() {
        return cancel(true);
    }

    /**
     * Ends the future as cancelled, at once. A job that waits for its turn never starts.
     *
     * @param interrupt whether a running job is interrupted (in a process pool: ended for real); with {@code false} it goes
     *     on and its result is dropped
     * @return whether the future is cancelled now; {@code false} if it was done in another way before
     */
    @Override
    boolean cancel(boolean interrupt);

    /**
     * Has {@code callback} called once when the future is done, in order of adding; at once, in the caller, if it is done
     * already.
     *
     * <p>Otherwise it runs on the thread that completes the future: the job's (threads), in the loop's next pass (loop), a
     * virtual thread (processes, cluster, deadlines). What it throws is logged; the next ones still run.
     */
    void addDoneCallback(Consumer<? super Future<T>> callback);

    /**
     * Waits until the job has really stopped, which for a cancelled or overdue future may be later than it is done. A job
     * that never started has stopped.
     *
     * @param timeout zero or less does not wait
     * @return whether the job has stopped; {@code false} means the time ran out
     * @throws WaitInterruptedException if the calling thread is interrupted; the interrupt status stays set
     */
    boolean awaitStopped(Duration timeout);

    /** Returns the name of the job: as given by {@link Pool#named}, else the class that it is written in. */
    String name();

    /** Returns what the job reported last by {@link Progress#report}, or {@code null} if nothing yet. */
    @Nullable
    Progress progress();

    /** {@inheritDoc} */
    @Override
    T get(long timeout, java.util.concurrent.TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException;
}
