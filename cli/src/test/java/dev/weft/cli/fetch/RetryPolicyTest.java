package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private final FetchException busy = FetchException.ofStatus("busy", true, null);

    private static RetryPolicy policy(RandomGenerator chance) {
        return new RetryPolicy(99, chance, InstantSource.fixed(NOW));
    }

    private static RandomGenerator always(double share) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return (long) ((bound - 1) * share);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"1, 250, 500", "2, 500, 1000", "3, 1000, 2000", "7, 15000, 30000", "8, 15000, 30000", "99, 15000, 30000"
    })
    void pausesDoubleUpToALimitAndHalfOfThemIsChance(int attempt, long shortest, long longest) throws Exception {
        assertThat(policy(always(0)).pauseAfter(attempt, busy)).hasMillis(shortest);
        assertThat(policy(always(1)).pauseAfter(attempt, busy)).hasMillis(longest);
    }

    @Test
    void pausesDiffer() throws Exception {
        RetryPolicy policy = policy(new Random(1));

        assertThat(policy.pauseAfter(1, busy)).isNotEqualTo(policy.pauseAfter(1, busy));
    }

    @Test
    void aShortRetryAfterDoesNotShortenThePause() throws Exception {
        FetchException asking = FetchException.ofStatus("busy", true, "0");

        assertThat(policy(always(1)).pauseAfter(1, asking)).hasMillis(500);
    }

    @Test
    void aRetryAfterThatCannotBeReadCountsForNothing() throws Exception {
        FetchException asking = FetchException.ofStatus("busy", true, "tomorrow");

        assertThat(policy(always(1)).pauseAfter(1, asking)).hasMillis(500);
    }

    @Test
    void twoMinutesAreWaitedForAndNotMore() throws Exception {
        assertThat(policy(always(1)).pauseAfter(1, FetchException.ofStatus("busy", true, "120")))
                .hasMinutes(2);
        assertThatThrownBy(() -> policy(always(1)).pauseAfter(1, FetchException.ofStatus("busy", true, "121")))
                .hasMessage("busy; not tried again, because it asks for a pause of 121 s and 120 s is the limit");
    }

    @Test
    void aLastingFailureIsThrownAsItIs() {
        FetchException lasting = FetchException.lasting("no");

        assertThatThrownBy(() -> policy(always(0)).pauseAfter(1, lasting)).isSameAs(lasting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                               | PT0S",
                "120                             | PT2M",
                "99999999999999999999999999999   | PT277777H46M39S",
                "Tue, 01 Jan 2030 00:00:10 GMT   | PT10S",
                "Mon, 31 Dec 2029 00:00:00 GMT   | PT0S",
            })
    void retryAfterIsSecondsOrADate(String value, Duration pause) {
        assertThat(RetryPolicy.retryAfter(value, NOW)).isEqualTo(Optional.of(pause));
    }

    @ParameterizedTest
    @CsvSource({"-1", "1.5", "''", "soon", "2030-01-01T00:00:00Z"})
    void anythingElseIsNoRetryAfter(String value) {
        assertThat(RetryPolicy.retryAfter(value, NOW)).isEmpty();
    }
}
