package dev.weft.cli.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RaceResultTest {

    @Test
    void lostUpdatesAreCounted() {
        var result = new RaceResult(Guard.NONE, 1, 2_000_000, 1_737_177, Duration.ofMillis(9));

        assertThat(result.lost()).isEqualTo(262_823);
        assertThat(result.verdict()).isEqualTo("lost 262,823 of 2,000,000 updates");
    }

    @Test
    void aLaterRoundIsNamed() {
        var result = new RaceResult(Guard.NONE, 3, 2_000_000, 1_999_999, Duration.ofMillis(9));

        assertThat(result.verdict()).isEqualTo("lost 1 of 2,000,000 updates in round 3");
    }

    @Test
    void luckIsCalledLuck() {
        var result = new RaceResult(Guard.NONE, 10, 2_000_000, 2_000_000, Duration.ofMillis(9));

        assertThat(result.verdict())
                .isEqualTo("no update was lost in 10 rounds, by luck: nothing keeps the jobs apart");
    }

    @Test
    void aGuardedCountIsComplete() {
        var result = new RaceResult(Guard.ADDER, 1, 2_000_000, 2_000_000, Duration.ofMillis(9));

        assertThat(result.verdict()).isEqualTo("all 2,000,000 updates counted");
    }
}
