package dev.weft.cli.fetch;

import java.math.BigDecimal;
import java.time.Duration;

/** Pieces of messages. */
final class Words {
    private static final int LONGEST = 500;

    private Words() {}

    /**
     * Returns {@code text} as one line without control characters, cut after 500 characters: what a server sent must
     * not steer the terminal that shows it.
     */
    static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Returns a duration in seconds, such as {@code 60 s} or {@code 0.25 s}. */
    static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        return seconds.toPlainString() + " s";
    }
}
