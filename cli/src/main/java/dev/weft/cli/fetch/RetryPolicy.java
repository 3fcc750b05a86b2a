package dev.weft.cli.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether, and after which pause, a failed download is tried again.
 *
 * <p>The pause doubles from attempt to attempt, from half a second to 30 s at most; up to half of it is left to
 * chance, so that downloads which failed together do not come back together. A server's {@code Retry-After} can make
 * it longer, but not longer than 2 minutes: who asks for more is not kept waiting for, and the message says so.
 *
 * @param retries how many attempts may follow the first
 * @param chance spreads the pauses
 * @param clock tells how far a date in {@code Retry-After} is away
 */
record RetryPolicy(int retries, RandomGenerator chance, InstantSource clock) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(2);

    /**
     * Returns how long to wait before the next attempt.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @throws FetchException if there is no next attempt: {@code failure}, in words for the end
     */
    Duration pauseAfter(int attempt, FetchException failure) throws FetchException {
        if (!failure.retryable() || attempt > retries) {
            throw attempt == 1 ? failure : failure.givenUp(" (attempt %d of %d)".formatted(attempt, retries + 1));
        }
        Duration asked = Optional.ofNullable(failure.retryAfter())
                .flatMap(value -> retryAfter(value, clock.instant()))
                .orElse(Duration.ZERO);
        if (asked.compareTo(LONGEST_RETRY_AFTER) > 0) {
            throw failure.givenUp("; not tried again, because it asks for a pause of %s and %s is the limit"
                    .formatted(Words.seconds(asked), Words.seconds(LONGEST_RETRY_AFTER)));
        }
        Duration own = backOff(attempt);
        return asked.compareTo(own) > 0 ? asked : own;
    }

    private Duration backOff(int attempt) {
        int doublings = Math.min(attempt - 1, 10); // 500 ms * 2^10 is past the longest pause
        Duration whole = FIRST_PAUSE.multipliedBy(1L << doublings);
        long nanos = (whole.compareTo(LONGEST_PAUSE) < 0 ? whole : LONGEST_PAUSE).toNanos();
        return Duration.ofNanos(nanos / 2 + chance.nextLong(nanos / 2 + 1));
    }

    /**
     * Reads a {@code Retry-After}: seconds, or an HTTP date.
     *
     * @return the pause from {@code now}, zero if the date has passed; empty if the value is neither
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section 10.2.3</a>
     */
    static Optional<Duration> retryAfter(String value, Instant now) {
        if (value.matches("[0-9]+")) {
            // More digits than any pause needs only have to stay "too long".
            return Optional.of(Duration.ofSeconds(value.length() > 9 ? 999_999_999 : Long.parseLong(value)));
        }
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
