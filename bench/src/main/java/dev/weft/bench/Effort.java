package dev.weft.bench;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param warmUp before the rounds, for each of those that are compared
 * @param longestWarmUp the same, at most, for those that have to come up to speed in several JVMs
 * @param turn how long one measures in a round
 * @param rounds how many rounds there are
 * @param largeRounds how many, where a turn is a fixed and large amount of work
 * @param many how many futures or jobs that is
 * @param largestArrayMebibytes the size of the largest array that is sent
 */
public record Effort(
        Duration warmUp,
        Duration longestWarmUp,
        Duration turn,
        int rounds,
        int largeRounds,
        int many,
        int largestArrayMebibytes) {

    static final Effort QUICK =
            new Effort(Duration.ofMillis(400), Duration.ofSeconds(20), Duration.ofMillis(120), 7, 1, 100_000, 64);

    static final Effort FULL =
            new Effort(Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofMillis(500), 15, 3, 1_000_000, 1024);

    /** Returns the same with shorter turns and fewer large rounds, for a suite with many peers. */
    Effort brief() {
        return new Effort(
                warmUp,
                longestWarmUp,
                turn.dividedBy(2),
                rounds,
                Math.min(largeRounds, 2),
                many,
                largestArrayMebibytes);
    }

    /** Returns the same with fewer rounds of longer turns, for a suite whose load comes from programs that count in seconds. */
    Effort steady() {
        return new Effort(
                warmUp, longestWarmUp, turn.multipliedBy(8), rounds / 2, largeRounds, many, largestArrayMebibytes);
    }
}
