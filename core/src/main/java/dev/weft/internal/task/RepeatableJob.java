package dev.weft.internal.task;

import dev.weft.Job;
import org.jspecify.annotations.Nullable;

/** A job that may run twice. */
public record RepeatableJob<T extends @Nullable Object>(Job<T> original) implements Job<T>, Wrapped {
    @Override
    public T call() throws Exception {
        return original.call();
    }
}
