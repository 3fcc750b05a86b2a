package dev.weft.loop.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation came to that did not fail.
 *
 * @param seed what the order was drawn from
 * @param value what main returned
 * @param time how much virtual time has passed
 * @param trace what ran
 * @param <T> the type of main's value
 */
public record SimulatedRun<T extends @Nullable Object>(long seed, T value, Duration time, Trace trace) {}
