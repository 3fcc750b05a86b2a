package dev.weft.cli.race;

import java.time.Duration;
import java.util.Locale;

/**
 * How a race went.
 *
 * @param guard what kept the updates apart
 * @param rounds how many rounds were run; the other values are those of the last
 * @param expected how many updates the jobs made
 * @param counted how many of them the counter shows
 * @param time from the common start to the end of the last job
 */
public record RaceResult(Guard guard, int rounds, long expected, long counted, Duration time) {

    /** Returns how many updates were lost. */
    public long lost() {
        return expected - counted;
    }

    /** Returns the result in words, such as {@code lost 262,823 of 2,000,000 updates}. */
    public String verdict() {
        if (lost() > 0) {
            String when = rounds == 1 ? "" : " in round " + rounds;
            return String.format(Locale.ROOT, "lost %,d of %,d updates%s", lost(), expected, when);
        }
        if (guard == Guard.NONE) {
            return "no update was lost in %d rounds, by luck: nothing keeps the jobs apart".formatted(rounds);
        }
        return String.format(Locale.ROOT, "all %,d updates counted", expected);
    }
}
