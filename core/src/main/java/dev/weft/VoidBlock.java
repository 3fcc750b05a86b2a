package dev.weft;

/**
 * A {@link Block} without a value.
 *
 * @param <X> the type of exception that it may throw
 */
@FunctionalInterface
public interface VoidBlock<X extends Exception> {

    /** Runs the code. */
    void run() throws X;
}
