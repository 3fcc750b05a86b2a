package dev.weft.loop;

import org.jspecify.annotations.Nullable;

/**
 * How a wait came to its end.
 *
 * @param thrown what came out of it
 * @param interrupted whether the interrupt status was set then
 */
record Ended(@Nullable Throwable thrown, boolean interrupted) {

    /** Waits, and clears the interrupt status. */
    static Ended of(Wait wait) {
        Throwable thrown = null;
        try {
            wait.run();
        } catch (Throwable e) {
            thrown = e;
        }
        return new Ended(thrown, Thread.interrupted());
    }
}
