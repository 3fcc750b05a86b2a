package dev.weft.cli.fib;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FibonacciSummaryTest {
    private static final Duration TIME = Duration.ofMillis(7);

    @Test
    void ofALongNumberBothEndsAreShown() {
        var summary = FibonacciSummary.of(100, "354224848179261915075", TIME);

        assertThat(summary).isEqualTo(new FibonacciSummary(100, 21, "3542248481", "9261915075", TIME));
    }

    @Test
    void ofAShortNumberAllIsShown() {
        var summary = FibonacciSummary.of(10, "55", TIME);

        assertThat(summary).isEqualTo(new FibonacciSummary(10, 2, "55", "55", TIME));
    }
}
