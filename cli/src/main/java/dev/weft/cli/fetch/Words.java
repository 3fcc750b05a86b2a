package dev.weft.cli.fetch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Pieces of messages. */
public final class Words {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final int LONGEST = 500;

    private Words() {}

    /** Returns {@code text} as one line without control characters: what others wrote must not steer a terminal. */
    public static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** Returns {@code text} likewise, cut after 500 characters. */
    static String printable(String text) {
        String line = oneLine(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Returns a duration in seconds, such as {@code 60 s} or {@code 0.25 s}. */
    public static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        return seconds.toPlainString() + " s";
    }
}
