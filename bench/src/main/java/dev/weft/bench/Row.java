package dev.weft.bench;

import org.jspecify.annotations.Nullable;

/**
 * Ours beside one peer; each number is the median of the rounds.
 *
 * @param peer its name
 * @param ratio how many times better ours was within a round; {@code least} and {@code most} are its spread
 * @param target how much the ratio is meant to be at least
 */
record Row(
        Contest.Quantity quantity,
        double ours,
        String peer,
        double peers,
        double ratio,
        double least,
        double most,
        int rounds,
        @Nullable Double target) {

    /** Tells whether the median reaches the target; true where there is none. */
    boolean met() {
        return target == null || ratio >= target;
    }
}
