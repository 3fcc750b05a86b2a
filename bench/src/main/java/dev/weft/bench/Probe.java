package dev.weft.bench;

import java.time.Duration;

/** Measures one of those that are compared. */
@FunctionalInterface
public interface Probe {

    /**
     * Works for about {@code turn}, and returns what was measured, a number for each quantity of the contest. A probe whose
     * amount of work is fixed takes as long as that takes.
     */
    double[] measure(Duration turn) throws Exception;
}
