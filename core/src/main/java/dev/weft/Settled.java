package dev.weft;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Futures#await} found: every future once, in input order within each set.
 *
 * @param done the futures that have succeeded, failed or been cancelled
 * @param notDone the rest, untouched
 */
public record Settled<T extends @Nullable Object>(Set<Future<T>> done, Set<Future<T>> notDone) {}
