package dev.weft.bench;

/**
 * Ours beside one peer; each number is the median of the rounds.
 *
 * @param ratio how many times better ours was within a round; {@code least} and {@code most} are its spread
 */
record Row(
        Contest.Quantity quantity,
        double ours,
        Contest.Peer peer,
        double peers,
        double ratio,
        double least,
        double most,
        int rounds) {

    /** Tells whether the median reaches the target; true where there is none. */
    boolean met() {
        var target = peer.target();
        return target == null || ratio >= target;
    }
}
