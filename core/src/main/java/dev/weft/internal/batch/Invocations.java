package dev.weft.internal.batch;

import dev.weft.Clock;
import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.WaitInterruptedException;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Nullness;
import dev.weft.internal.task.RunnableJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What {@code ExecutorService} asks of every pool: execute, invokeAll, invokeAny. */
public final class Invocations {

    private Invocations() {}

    /** Runs {@code action}; what it throws goes to the uncaught exception handler of the thread that runs it. */
    public static void execute(Pool pool, Runnable action) {
        Objects.requireNonNull(action, "action");
        var job = new RunnableJob<@Nullable Void>(action, Nullness.asT(null));
        pool.submit(JobOptions.none(), job).addDoneCallback(done -> {
            if (done.status() == Future.Status.FAILED) {
                job.tellHandler(done.exceptionNow());
            }
        });
    }

    /** Runs all; waits no longer than {@code nanos}; cancels what is not done then, or when interrupted. */
    public static <T extends @Nullable Object> List<java.util.concurrent.Future<T>> all(
            Pool pool, Collection<? extends Callable<T>> jobs, long nanos) throws InterruptedException {
        ensureNoneIsNull(jobs);
        var clock = Clock.current();
        long start = clock.nanoTime();
        var futures = new ArrayList<FutureCell<T>>(jobs.size());
        boolean waited = false;
        try {
            submitInTime(jobs, nanos, job -> {
                futures.add(submit(pool, job));
                return true;
            });
            while (futures.size() < jobs.size()) {
                futures.add(neverSubmitted());
            }
            for (var future : futures) {
                if (!future.awaitDone(left(clock, start, nanos))) {
                    break;
                }
            }
            waited = true;
            return List.copyOf(futures);
        } finally {
            if (!waited || nanos != Clock.FOREVER) {
                futures.forEach(FutureCell::cancel);
            }
        }
    }

    /** Runs all; returns the value of the first that succeeds within {@code nanos}; cancels the rest. */
    public static <T extends @Nullable Object> T any(Pool pool, Collection<? extends Callable<T>> jobs, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException("invokeAny needs at least one job");
        }
        ensureNoneIsNull(jobs);
        var clock = Clock.current();
        long start = clock.nanoTime();
        var futures = new ArrayList<FutureCell<T>>(jobs.size());
        try {
            var completions = new Completions<T>();
            submitInTime(jobs, nanos, job -> {
                var future = submit(pool, job);
                futures.add(future);
                completions.add(future);
                return future.status() != Future.Status.SUCCEEDED; // in the caller each job has run by now
            });
            ExecutionException last = null;
            while (completions.size() > 0) {
                var next = completions.take(left(clock, start, nanos));
                if (next == null) {
                    throw noneInTime(jobs);
                }
                try {
                    return next.get();
                } catch (ExecutionException e) {
                    last = e;
                } catch (CancellationException e) {
                    last = new ExecutionException(e);
                }
            }
            if (last == null || futures.size() < jobs.size()) {
                throw noneInTime(jobs);
            }
            throw last;
        } finally {
            futures.forEach(FutureCell::cancel);
        }
    }

    /** Told at once, also where the time is over before a job is looked at. */
    private static void ensureNoneIsNull(Collection<? extends Callable<?>> jobs) {
        jobs.forEach(job -> Objects.requireNonNull(job, "job"));
    }

    private static TimeoutException noneInTime(Collection<?> jobs) {
        return new TimeoutException("none of %d jobs succeeded in time".formatted(jobs.size()));
    }

    private static <T extends @Nullable Object> FutureCell<T> submit(Pool pool, Callable<T> job)
            throws InterruptedException {
        try {
            return (FutureCell<T>) pool.submit(job);
        } catch (WaitInterruptedException e) {
            Thread.interrupted(); // said by the exception, as the JDK does
            var interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** Submits a job; {@code false} means that no more are needed. */
    private interface Submission<T extends @Nullable Object> {
        boolean submit(Callable<T> job) throws InterruptedException;
    }

    /** Submits one job after the other as long as there is time: submitting may wait for room, or run the job. */
    private static <T extends @Nullable Object> void submitInTime(
            Collection<? extends Callable<T>> jobs, long nanos, Submission<T> submission) throws InterruptedException {
        if (nanos == Clock.FOREVER) {
            submit(jobs, () -> false, submission);
            return;
        }
        var deadline = Deadline.after(Duration.ofNanos(nanos));
        try {
            deadline.run(() -> submit(jobs, deadline::passed, submission));
        } catch (DeadlineExceededException _) {
            // what is not submitted by now will not be
        }
    }

    private static <T extends @Nullable Object> void submit(
            Collection<? extends Callable<T>> jobs, BooleanSupplier timeIsUp, Submission<T> submission)
            throws InterruptedException {
        for (var job : jobs) {
            if (timeIsUp.getAsBoolean() || !submission.submit(job)) {
                return;
            }
        }
    }

    private static <T extends @Nullable Object> FutureCell<T> neverSubmitted() {
        var future = new FutureCell<T>();
        future.cancel(false);
        return future;
    }

    private static long left(Clock clock, long start, long nanos) {
        return nanos == Clock.FOREVER ? nanos : nanos - (clock.nanoTime() - start);
    }
}
