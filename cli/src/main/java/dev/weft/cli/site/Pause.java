package dev.weft.cli.site;

import java.time.Duration;

/** How a page waits: a seam, so that tests decide when a latency is over. */
@FunctionalInterface
interface Pause {

    /** Waits for {@code latency}, or until interrupted. */
    void await(Duration latency) throws InterruptedException;
}
