package dev.weft.cli.compare;

import dev.weft.cli.Place;

/**
 * How one work went on one pool.
 *
 * @param workers how many jobs ran at once
 * @param seconds the median of the rounds
 * @param ok whether every result of every round was right
 */
public record Measurement(Work work, Place place, int workers, double seconds, boolean ok) {}
