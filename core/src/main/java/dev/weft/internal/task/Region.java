package dev.weft.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * A scope inside a thread's work: entered and left by that thread, fired by any.
 *
 * <p>All fields are guarded by the strand's monitor.
 */
public final class Region implements Scope {
    final Strand strand;
    private final boolean holdsBack;

    @Nullable
    Scope outer;

    boolean active;
    private boolean fired;
    // For a clean-up region: whether an interrupt was pending when the thread came in, or was held back since.
    boolean interruptHeld;

    Region(Strand strand, boolean holdsBack) {
        this.strand = strand;
        this.holdsBack = holdsBack;
    }

    /** Interrupts the thread if it is still in this region; later than that it does nothing. */
    public void fire() {
        strand.fire(this);
    }

    void markFired() {
        fired = true;
    }

    @Override
    public @Nullable Scope outer() {
        return outer;
    }

    @Override
    public boolean fired() {
        return fired;
    }

    @Override
    public boolean holdsBack() {
        return holdsBack;
    }
}
