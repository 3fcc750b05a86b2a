package dev.weft;

import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a future: for whoever brings a value from elsewhere, and for a pool of one's own.
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Future.set_result">set_result
 *     and its siblings</a>
 */
public final class Promise<T extends @Nullable Object> {
    private final FutureCell<T> future;

    private Promise(String name) {
        this.future = new FutureCell<>() {
            @Override
            public String name() {
                return name;
            }
        };
    }

    /** Returns a promise of nothing yet. */
    public static <T extends @Nullable Object> Promise<T> create() {
        return named("promise");
    }

    /** Returns a promise whose future has a name. */
    public static <T extends @Nullable Object> Promise<T> named(String name) {
        return new Promise<>(Objects.requireNonNull(name, "name"));
    }

    /** Returns the reading end. */
    public Future<T> future() {
        return future;
    }

    /** Marks the job as running; {@code false} means that it must not run: the future was cancelled. */
    public boolean tryStart() {
        return future.begin();
    }

    /** Gives the value; {@code false} means that the future was done already, perhaps cancelled. */
    public boolean trySucceed(T value) {
        boolean taken = future.succeed(value);
        future.stopped();
        return taken;
    }

    /** Gives the failure; {@code false} means that the future was done already, perhaps cancelled. */
    public boolean tryFail(Throwable reason) {
        Objects.requireNonNull(reason, "reason");
        boolean taken = future.end(Failure.of(future.name(), reason));
        future.stopped();
        return taken;
    }

    /**
     * Gives the value; a future that was cancelled meanwhile stays so.
     *
     * @throws IllegalStateException if a value or failure was given before
     */
    public void succeed(T value) {
        if (!trySucceed(value)) {
            ensureCancelled();
        }
    }

    /**
     * Gives the failure; a future that was cancelled meanwhile stays so.
     *
     * @throws IllegalStateException if a value or failure was given before
     */
    public void fail(Throwable reason) {
        if (!tryFail(reason)) {
            ensureCancelled();
        }
    }

    private void ensureCancelled() {
        if (!future.isCancelled()) {
            throw new IllegalStateException("%s has its outcome already: it is given once".formatted(future));
        }
    }

    /** Has {@code action} run when the future is cancelled, so that the work behind it can be stopped; say {@link #stopped} then. */
    public void onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        future.addDoneCallback(done -> {
            if (done.isCancelled()) {
                action.run();
            }
        });
    }

    /** Says that the job has stopped, which after a cancel may be later than its future is done. */
    public void stopped() {
        future.stopped();
    }
}
