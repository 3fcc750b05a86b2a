package dev.weft.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a thread's work that may be interrupted as a whole: a job, a block with a deadline, the body of a task group;
 * or, as a clean-up region, one that holds interrupts for what is around it back.
 *
 * <p>Scopes nest; {@link Strand} keeps the stack and the rules.
 */
interface Scope {
    /** Returns the scope around this one in the same thread. */
    @Nullable
    Scope outer();

    /** Tells whether this scope was told to end while it ran. */
    boolean fired();

    /** Tells whether interrupts for the scopes around this one wait until it is left. */
    default boolean holdsBack() {
        return false;
    }
}
