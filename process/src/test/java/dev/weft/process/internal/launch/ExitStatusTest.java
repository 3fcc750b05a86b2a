package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitStatusTest {
    @Test
    void aSignalIsNamedWithWhatLooksTheSame() {
        assertThat(ExitStatus.describe(137))
                .isEqualTo("killed by SIGKILL (exit code 137; System.exit(137) looks the same)");
        assertThat(ExitStatus.describe(143)).startsWith("killed by SIGTERM");
        assertThat(ExitStatus.describe(134)).startsWith("killed by SIGABRT");
    }

    @Test
    void anyOtherCodeIsJustThat() {
        assertThat(ExitStatus.describe(0)).isEqualTo("exit code 0");
        assertThat(ExitStatus.describe(3)).isEqualTo("exit code 3");
        assertThat(ExitStatus.describe(255)).isEqualTo("exit code 255");
    }
}
