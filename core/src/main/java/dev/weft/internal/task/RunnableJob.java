package dev.weft.internal.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A plain {@link Runnable} as a job, with the value that {@code submit(Runnable, T)} promises. */
public final class RunnableJob<T extends @Nullable Object> implements Callable<T>, Wrapped {
    private final Runnable original;
    private final T value;
    // The thread that runs it, or ran it last.
    private volatile @Nullable Thread thread;

    public RunnableJob(Runnable original, T value) {
        this.original = original;
        this.value = value;
    }

    @Override
    public T call() {
        thread = Thread.currentThread();
        original.run();
        return value;
    }

    @Override
    public Runnable original() {
        return original;
    }

    /** Returns what the future is to give. */
    public T value() {
        return value;
    }

    /** Has the uncaught exception handler of the thread that ran it told, or that of the calling thread if there is none. */
    public void tellHandler(Throwable thrown) {
        var ranIn = thread;
        var handler = ranIn == null ? null : ranIn.getUncaughtExceptionHandler(); // null once that thread has ended
        if (ranIn == null || handler == null) {
            ranIn = Thread.currentThread();
            handler = ranIn.getUncaughtExceptionHandler();
        }
        handler.uncaughtException(ranIn, thrown);
    }
}
