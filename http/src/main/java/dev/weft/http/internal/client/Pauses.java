package dev.weft.http.internal.client;

import dev.weft.http.ClientRequest;
import dev.weft.http.ClientResponse;
import dev.weft.http.ConnectFailedException;
import dev.weft.http.DisconnectedException;
import dev.weft.http.HttpException;
import dev.weft.http.HttpTimeoutException;
import dev.weft.http.Phase;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Whether a request is sent again, and after which pause. Pure, but for the clock and the dice that it is given. */
final class Pauses {
    private static final Set<Phase> BEFORE_SENDING = EnumSet.of(Phase.DNS, Phase.CONNECT, Phase.PROXY);

    private final ClientRequest request;
    private final InstantSource clock;
    private final RandomGenerator dice;
    private int sentAgain;

    Pauses(ClientRequest request, InstantSource clock, RandomGenerator dice) {
        this.request = request;
        this.clock = clock;
        this.dice = dice;
    }

    /** Returns the pause before the request is sent again after {@code response}; {@code null} if it is not. */
    @Nullable
    Duration after(ClientResponse response) {
        var retries = request.retries();
        if (!retries.statuses().contains(response.status()) || !mayRepeat() || isUsedUp()) {
            return null;
        }
        var asked = retryAfter(response.header("Retry-After"));
        if (asked != null && asked.compareTo(retries.longestPause()) > 0) {
            return null;
        }
        var own = next();
        return asked != null && asked.compareTo(own) > 0 ? asked : own;
    }

    /** Returns the pause before the request is sent again after {@code failure}; {@code null} if it is not. */
    @Nullable
    Duration after(HttpException failure) {
        if (isUsedUp() || !request.body().isRepeatable()) {
            return null;
        }
        boolean retried = switch (failure) {
            case ConnectFailedException f -> BEFORE_SENDING.contains(f.phase());
            case HttpTimeoutException f -> BEFORE_SENDING.contains(f.phase());
            case DisconnectedException f -> f.phase() != Phase.BODY && mayRepeat();
            default -> false;
        };
        return retried ? next() : null;
    }

    private boolean isUsedUp() {
        return sentAgain >= request.retries().most();
    }

    private boolean mayRepeat() {
        return request.body().isRepeatable()
                && (request.retries().anyMethod() || Attempt.isIdempotent(request.method()));
    }

    // Twice as long each time; up to half of it is left away, so that many clients do not come back at once.
    private Duration next() {
        var retries = request.retries();
        long longest = Nanos.of(retries.longestPause());
        long doubled = (long) Math.min((double) longest, Nanos.of(retries.firstPause()) * Math.pow(2, sentAgain));
        sentAgain++;
        return Duration.ofNanos(doubled - dice.nextLong(doubled / 2 + 1));
    }

    private @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(clock.instant(), until);
        } catch (DateTimeParseException e) {
            return null; // neither seconds nor a date: as if it were not there
        }
    }
}
