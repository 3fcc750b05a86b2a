package dev.weft.http;

import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Set;

/**
 * How often, and after which pauses, a request is sent again that failed for a reason which may pass: no connection, a connection lost
 * before the response began, or a status that says so. A {@code Retry-After} of the server is kept to, up to {@code longestPause}.
 *
 * <p>Only requests that may be sent twice are: GET, HEAD, OPTIONS, TRACE, PUT and DELETE, whose body, if any, can be sent again.
 * {@link #anyMethod} says that of every method.
 *
 * <p>Without being asked a client sends one request a second time only: when a connection that was kept alive turns out to be closed
 * by the server before anything of the response came, a race that no client can win otherwise.
 *
 * @param most how often to send it again; 0 never
 * @param firstPause before the first time; it doubles each time, and a random part of it, up to half, is left away
 * @param longestPause how long a pause may become, in which a {@code Retry-After} beyond it is not retried
 * @param statuses which mean that it may go well later
 * @param anyMethod whether methods that may have an effect each time are sent again, too
 */
public record Retries(int most, Duration firstPause, Duration longestPause, Set<Integer> statuses, boolean anyMethod) {
    private static final Set<Integer> STATUSES = Set.of(429, 502, 503, 504);
    private static final Retries NONE = of(0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code most} is negative or a pause is zero or negative
     */
    public Retries {
        if (most < 0) {
            throw new IllegalArgumentException("most must not be negative, was " + most);
        }
        Nanos.ensurePositive(firstPause, "firstPause");
        Nanos.ensurePositive(longestPause, "longestPause");
        statuses = Set.copyOf(statuses);
    }

    /** Returns that nothing is sent again. */
    public static Retries none() {
        return NONE;
    }

    /** Returns {@code most} times, after pauses from 100 ms to 30 s, on 429, 502, 503 and 504. */
    public static Retries of(int most) {
        return new Retries(most, Duration.ofMillis(100), Duration.ofSeconds(30), STATUSES, false);
    }

    /** Returns these with other pauses. */
    public Retries withPauses(Duration first, Duration longest) {
        return new Retries(most, first, longest, statuses, anyMethod);
    }

    /** Returns these on other statuses. */
    public Retries withStatuses(Integer... others) {
        return new Retries(most, firstPause, longestPause, Set.of(others), anyMethod);
    }

    /** Returns these for every method, for an API whose POSTs may be sent twice. */
    public Retries forAnyMethod() {
        return new Retries(most, firstPause, longestPause, statuses, true);
    }
}
