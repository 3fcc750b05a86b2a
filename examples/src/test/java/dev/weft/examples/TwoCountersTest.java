package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoCountersTest {

    @Test
    void printsBothCountsAndTheSafeOneIsWhole() throws Exception {
        var lines = Printed.by(TwoCounters::main);

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).matches("counter[.]count=[0-9,]+");
        assertThat(lines.getLast()).isEqualTo("counter.count=2,000,000");
    }

    @Test
    void withoutALockTheCountIsNeverTooHigh() {
        var counter = new TwoCounters.Counter();

        TwoCounters.countOnTwoThreads(counter);

        // Two, when each thread writes last what it has computed from what the other's first step left.
        assertThat(counter.count).isBetween(2, 2_000_000);
    }
}
