package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LaunchSettingsTest {
    @Test
    void thereIsNothingSpecialByDefault() {
        var settings = LaunchSettings.of("images", 4);

        assertThat(settings).isEqualTo(new LaunchSettings("images", null, List.of(), null, 0, 4, 0, Map.of()));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertRefused(() -> LaunchSettings.of("images", 0), "a pool needs at least 1 worker, was 0");
        assertRefused(
                () -> new LaunchSettings("images", null, List.of(), null, 0, 1, -1, Map.of()),
                "processors per worker must not be negative, was -1");
        assertRefused(
                () -> new LaunchSettings("images", null, List.of(), null, 1024, 1, 0, Map.of()),
                "a worker's heap must be at least 2 MiB (2097152 bytes), was 1024 bytes");
    }

    @Test
    void aJavaHomeWithoutJavaIsRefused() {
        assertRefused(
                () -> new LaunchSettings("images", Path.of("/nowhere"), List.of(), null, 0, 1, 0, Map.of()),
                "the java home /nowhere has no bin/java that can be run");
    }

    @Test
    void whatIsNoFlagIsRefusedWithTheRightWayToWriteIt() {
        assertRefused(
                () -> withFlags("--add-opens", "java.base/java.lang=ALL-UNNAMED"),
                "'java.base/java.lang=ALL-UNNAMED' is no flag of java: it must begin with '-' or '@' and hold no NUL."
                        + " A flag and its value are one string, as in --add-opens=java.base/java.lang=ALL-UNNAMED");
        assertRefused(
                () -> withFlags("--class-path=lib/a.jar"),
                "--class-path is no flag for a worker: give the class path to classPath(...), Weft's own jars are added"
                        + " to it");
    }

    @Test
    void whatNoSystemCallTakesIsRefused() {
        assertRefused(() -> LaunchSettings.of("a\0b", 1), "a pool's name must not be blank or hold a NUL");
        assertRefused(
                () -> new LaunchSettings("images", null, List.of(), List.of(Path.of("a:b")), 0, 1, 0, Map.of()),
                "a path on a class path must not hold ':', was a:b");
        assertRefused(
                () -> new LaunchSettings("images", null, List.of(), null, 0, 1, 0, Map.of("A=B", "c")),
                "'A=B' cannot be an environment variable: its name must not be blank or hold '=', and neither name nor"
                        + " value a NUL");
    }

    @Test
    void laterChangesToTheCallersListsDoNotMatter() {
        var flags = new ArrayList<>(List.of("-ea"));
        var settings = new LaunchSettings("images", null, flags, null, 0, 1, 0, Map.of());

        flags.add("nonsense");

        assertThat(settings.flags()).containsExactly("-ea");
    }

    private static void withFlags(String... flags) {
        assertThat(new LaunchSettings("images", null, List.of(flags), null, 0, 1, 0, Map.of()))
                .isNotNull();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
