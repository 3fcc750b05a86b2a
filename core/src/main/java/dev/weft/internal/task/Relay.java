package dev.weft.internal.task;

import dev.weft.JobOptions;
import dev.weft.Pool;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job that is kept back for a while, or run more than once, before another pool's future speaks for it.
 *
 * <p>Cancelling it, or its deadline, reaches the other future, called the inner one. Any thread may call any method.
 */
public final class Relay<T extends @Nullable Object> extends TimedCell<T> implements Awaited {
    private final Pool target;
    private final Callable<? extends T> job;
    // The latest attempt.
    private volatile @Nullable FutureCell<T> inner;
    // Whether a cancel or deadline asked for an interrupt, for an attempt that is just being made.
    private volatile boolean interrupt;

    public Relay(Pool target, JobOptions options, Callable<? extends T> job) {
        super(target.capture(options), target.clock());
        this.target = target;
        this.job = job;
    }

    /**
     * Submits the job to the target and has {@code over} told of that attempt when it is over. If the target takes no jobs any
     * more, this future is cancelled.
     *
     * @return whether an attempt was made; {@code false} means that this future is done
     */
    public boolean attempt(Consumer<FutureCell<T>> over) {
        if (isDone() || (phase() == Phase.WAITING && !begin())) {
            stopped();
            return false;
        }
        FutureCell<T> attempt;
        try {
            attempt = (FutureCell<T>) target.<T>submit(options(), job);
        } catch (RejectedExecutionException e) {
            end(new Failure.Cancelled("job '%s' was cancelled: %s".formatted(name(), e.getMessage())));
            stopped();
            return false;
        }
        inner = attempt;
        if (isDone()) {
            attempt.cancel(interrupt);
        }
        attempt.whenOver(Listener.of(() -> over.accept(attempt)));
        return true;
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
    protected void done(boolean interruptJob) {
        super.done(interruptJob);
        interrupt = interruptJob;
        var attempt = inner;
        if (!stopBeforeStart() && attempt != null) {
            attempt.cancel(interruptJob);
        }
    }

    @Override
    public boolean covers(Task<?> task) {
        var attempt = inner;
        return attempt != null && attempt.covers(task);
    }

    @Override
    public boolean dependsOn(TaskOwner owner) {
        return inner instanceof Awaited attempt && attempt.dependsOn(owner);
    }

    @Override
    Class<?> jobClass() {
        return JobNames.classOf(job);
    }
}
