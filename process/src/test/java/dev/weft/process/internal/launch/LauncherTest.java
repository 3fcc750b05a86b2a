package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path temporary;

    @Test
    void aWorkerSeesThePoolItsNumberAndTheProgramsClasses() throws Exception {
        try (var launcher = open(LaunchSettings.of("images", 2))) {
            var worker = new Talk(launcher.start(7));

            assertThat(worker.ask("arguments")).isEqualTo("[images, 7]");
            assertThat(worker.ask("class " + LauncherTest.class.getName())).isEqualTo(LauncherTest.class.getName());
            assertThat(worker.ask("class org.junit.jupiter.api.Test")).isEqualTo("org.junit.jupiter.api.Test");
            assertThat(worker.ask("locale")).isEqualTo(Locale.getDefault().toString());
        }
    }

    @Test
    void settingsReachTheWorker() throws Exception {
        var settings = new LaunchSettings(
                "images",
                Path.of(System.getProperty("java.home")),
                List.of("-Dapp.mode=ünï"),
                null,
                64L << 20,
                1,
                1,
                Map.of("APP_MODE", "test"));
        try (var launcher = open(settings)) {
            var worker = new Talk(launcher.start(1));

            assertThat(worker.ask("property app.mode")).isNotEqualTo("null");
            assertThat(worker.ask("variable APP_MODE")).isEqualTo("test");
            assertThat(worker.ask("processors")).isEqualTo("1");
            assertThat(Long.parseLong(worker.ask("heap"))).isLessThanOrEqualTo(64L << 20);
        }
    }

    @Test
    void aWorkerThatCannotStartSaysWhyOnStderr() throws Exception {
        var settings = new LaunchSettings("images", null, List.of("-XX:+NoSuchFlag"), null, 0, 1, 0, Map.of());
        try (var launcher = open(settings)) {
            var worker = launcher.start(1);

            assertThat(worker.exit().get()).isEqualTo(1);
            assertThat(worker.stderr().readAllBytes()).asString().contains("Unrecognized VM option 'NoSuchFlag'");
            assertThat(worker.stdout().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aCrashIsReported() throws Exception {
        try (var launcher = open(LaunchSettings.of("images", 1))) {
            var worker = new Talk(launcher.start(1));
            worker.tell("crash");
            var pid = worker.process().pid();
            worker.process().exit().get();

            var report =
                    CrashReport.find(launcher.folder(), pid, List.of(temporary)).orElseThrow();

            assertThat(report.reason()).contains("SIGSEGV").contains("libjvm");
            assertThat(report.file()).hasParent(temporary).isNotEmptyFile();
        }
    }

    @Test
    void closeLeavesNothing() throws Exception {
        var launcher = open(LaunchSettings.of("images", 2));
        var first = new Talk(launcher.start(1));
        var second = new Talk(launcher.start(2));
        var child = first.askPid("run sleep 1000");
        var daemon = second.askPid("run exec setsid sleep 1000");

        launcher.close();

        assertThat(first.process().exit().get()).isEqualTo(137);
        assertThat(second.process().exit().get()).isEqualTo(137);
        Processes.awaitGone(child);
        Processes.awaitGone(daemon);
        assertThat(launcher.folder()).doesNotExist();
        assertThatThrownBy(() -> launcher.start(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pool 'images' is closed and starts no worker");
    }

    @Test
    void nothingOutlivesAParentThatWasKilled() throws Exception {
        var tools = Map.of("JAVA_TOOL_OPTIONS", "-Dtool=inherited");
        var settings = new LaunchSettings("parents", null, List.of(), null, 0, 1, 0, tools);
        try (var launcher = Launcher.open(settings, TestParent.class)) {
            var parent = new Talk(launcher.start(1));
            var all = new ArrayList<Long>();
            for (var worker = 1; worker <= 2; worker++) {
                all.add(Long.parseLong(parent.answer()));
                all.add(Long.parseLong(parent.answer()));
                assertThat(parent.answer()).isEqualTo("null");
                assertThat(parent.answer()).isEqualTo("inherited");
            }
            var folder = Path.of(parent.answer());
            Processes.signal("STOP", all.getFirst());
            Processes.awaitStopped(all.getFirst());

            Processes.signal("KILL", parent.process().pid());

            all.forEach(Processes::awaitGone);
            Processes.await("%s to be removed".formatted(folder), () -> !Files.exists(folder));
        }
    }

    private static Launcher open(LaunchSettings settings) throws IOException {
        return Launcher.open(settings, TestWorker.class);
    }
}
