package dev.weft.cli.fetch;

import java.time.Duration;
import java.time.InstantSource;

/** Time and pauses as a download needs them: a seam, so that tests do not sleep. */
interface Timing extends InstantSource {

    /** Returns nanoseconds that never go back; only differences have a meaning. */
    long nanoTime();

    /** Waits for {@code pause}. */
    void sleep(Duration pause) throws InterruptedException;
}
