package dev.weft.bench;

import org.jspecify.annotations.Nullable;

/**
 * A number that says something by itself, where a ratio would not: a count that should be zero.
 *
 * @param who what it was found of
 * @param most the most that ours may have; {@code null} for a peer, of which nothing is demanded
 */
public record Finding(
        Contest.Quantity quantity,
        String who,
        double value,
        @Nullable Double most) {

    /** Tells whether it is no more than is allowed. */
    boolean met() {
        return most == null || value <= most;
    }
}
