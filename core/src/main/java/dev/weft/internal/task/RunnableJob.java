package dev.weft.internal.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A plain {@link Runnable} as a job, with the value that {@code submit(Runnable, T)} promises. */
public record RunnableJob<T extends @Nullable Object>(Runnable original, T value) implements Callable<T>, Wrapped {
    @Override
    public T call() {
        original.run();
        return value;
    }
}
