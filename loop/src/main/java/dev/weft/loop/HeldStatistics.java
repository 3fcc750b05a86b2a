package dev.weft.loop;

import java.time.Duration;

/**
 * How a loop was held so far, that is kept from its coroutines by one that did not give the thread back.
 *
 * @param count how often for longer than the limit
 * @param longest for how long at most, to half the limit; zero if never for longer than the limit
 */
public record HeldStatistics(long count, Duration longest) {}
