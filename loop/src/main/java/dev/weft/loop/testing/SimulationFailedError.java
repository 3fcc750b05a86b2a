package dev.weft.loop.testing;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A simulated program has failed. The message says why, with which seed, and how to replay it; the cause is what main, or a job
 * that nobody asked, threw.
 */
public final class SimulationFailedError extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final transient Trace trace;

    SimulationFailedError(String message, @Nullable Throwable cause, long seed, Trace trace) {
        super(message, cause);
        this.seed = seed;
        this.trace = trace;
    }

    /** Returns the seed, which gives the same steps again. */
    public long seed() {
        return seed;
    }

    /** Returns what ran until the failure. */
    public Trace trace() {
        return trace;
    }
}
