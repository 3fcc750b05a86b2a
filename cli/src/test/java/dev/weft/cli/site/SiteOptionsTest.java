package dev.weft.cli.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SiteOptionsTest {
    private static final SiteOptions STANDARD = SiteOptions.standard();

    @Test
    void eachOptionCanBeSet() {
        var options = STANDARD.withPort(8_080).withPages(5).withSize(0).withLatency(Duration.ZERO);

        assertThat(options).isEqualTo(new SiteOptions(8_080, 5, 0, Duration.ZERO));
    }

    @Test
    void valuesOutOfRangeAreRefusedByTheirOption() {
        assertThatThrownBy(() -> STANDARD.withPort(65_536)).hasMessage("--port must be from 0 to 65535, was 65536");
        assertThatThrownBy(() -> STANDARD.withPages(0)).hasMessage("--pages must be from 1 to 100000, was 0");
        assertThatThrownBy(() -> STANDARD.withSize(-1)).hasMessage("--size must be from 0 to 67108864, was -1");
        assertThatThrownBy(() -> STANDARD.withLatency(Duration.ofMillis(60_001)))
                .hasMessage("--latency must be from 0 to 60 s, was PT1M0.001S");
        assertThatThrownBy(() -> STANDARD.withLatency(Duration.ofMillis(-1)))
                .hasMessage("--latency must be from 0 to 60 s, was PT-0.001S");
    }
}
