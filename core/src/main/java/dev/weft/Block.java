package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of code that runs at once in the caller's thread, for {@link Deadline#run} and {@link TaskGroup#cleanUp}.
 *
 * @param <T> the type of its value
 * @param <X> the type of exception that it may throw
 */
@FunctionalInterface
public interface Block<T extends @Nullable Object, X extends Exception> {

    /** Runs the code and returns its value. */
    T run() throws X;
}
