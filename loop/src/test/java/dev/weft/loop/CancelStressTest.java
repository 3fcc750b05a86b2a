package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For longer, set the system property {@code weft.stress.seconds}. */
class CancelStressTest {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("weft.stress.seconds", 1));

    @Test
    void noInterruptIsLostOrLateOrComesToTheWrongBlock() {
        var counts = CancelStress.run(LENGTH);

        assertThat(counts.wrong()).as("wrong in %s", counts).isZero();
        assertThat(counts.late()).as("late in %s", counts).isZero();
        assertThat(counts.lost()).as("lost in %s", counts).isZero();
        assertThat(counts.innerTimeouts()).isPositive();
        assertThat(counts.outerTimeouts()).isPositive();
        assertThat(counts.cancels()).isPositive();
    }
}
