package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoSharedCountersTest {

    @Test
    void aCopyStaysAsItWasAndTheSafeCounterIsWhole() throws Exception {
        var lines = Printed.by(TwoSharedCounters::main);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("copied=0");
        assertThat(lines.get(1)).matches("counter=[0-9,]+");
        assertThat(lines.get(2)).isEqualTo("safeCounter=2,000,000");
    }
}
