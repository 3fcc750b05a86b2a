package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.weft.cli.fetch.RawServer;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, in a process of its own. */
class CtrlCTest {
    @TempDir
    Path temporary;

    @BeforeEach
    void onlyWhereItCanBePressed() throws IOException {
        assumeFalse(WeftProcess.ignoresCtrlC(), "this JVM was started with SIGINT ignored");
    }

    private Path folder() {
        return temporary.resolve("files");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void awaitFile(Path folder, Predicate<String> name) throws IOException {
        Observed.until("a file in " + folder, () -> namesIn(folder).stream().anyMatch(name));
    }

    /** Answers /half with half of a page, and every other request with a whole one. */
    private static RawServer server() {
        return RawServer.http(client -> {
            if (client.target().equals("/half")) {
                client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                client.awaitHangUp();
            } else {
                client.send(FetchCommandTest.page("whole"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads", "virtual", "processes", "loop"})
    void endsDownloadsLeavesNothingPartialAndTellsWhatWasDone(String place) throws Exception {
        try (var server = server();
                var weft = WeftProcess.start(
                        temporary, "fetch", server.url("/a"), server.url("/half"), "-d", folder(), "--on", place)) {
            assertThat(weft.nextLine()).startsWith(server.url("/a") + "\t");
            awaitFile(folder(), name -> name.endsWith(".part"));

            weft.pressCtrlC();

            var result = weft.awaitEnd();
            assertThat(result.err())
                    .isEqualTo("interrupted: 1 downloaded, 0 failed, 1 not done; nothing half-written is left");
            assertThat(result.out()).isEmpty();
            assertThat(result.exitCode()).isEqualTo(130);
            assertThat(namesIn(folder())).hasSize(1).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void downloadsThatWaitForTheirTurnNeverStart() throws Exception {
        try (var server = server();
                var weft = WeftProcess.start(
                        temporary,
                        "fetch",
                        server.url("/half"),
                        server.url("/a"),
                        server.url("/b"),
                        "-j",
                        1,
                        "-d",
                        folder())) {
            awaitFile(folder(), name -> name.endsWith(".part"));

            weft.pressCtrlC();

            assertThat(weft.awaitEnd().err()).startsWith("interrupted: 0 downloaded, 0 failed, 3 not done");
            assertThat(server.requests()).hasSize(1);
            assertThat(namesIn(folder())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads", "virtual", "processes", "loop"})
    void endsACommandThatReadsItsInput(String place) throws Exception {
        try (var server = server();
                var weft = WeftProcess.start(temporary, "fetch", "-i", "-", "-d", folder(), "--on", place)) {
            weft.type(server.url("/a"));
            assertThat(weft.nextLine()).startsWith(server.url("/a") + "\t");

            weft.pressCtrlC();

            var result = weft.awaitEnd();
            assertThat(result.err()).startsWith("interrupted: 1 downloaded, 0 failed, 0 not done");
            assertThat(result.exitCode()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads", "virtual", "processes", "loop"})
    void endsAComputationWithoutAWord(String place) throws Exception {
        try (var weft = WeftProcess.start(temporary, "fib", 100_000, "--times", 1_000_000, "--on", place)) {
            assertThat(weft.nextLine()).startsWith("F(100,000)");

            weft.pressCtrlC();

            var result = weft.awaitEnd();
            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void endsAComparisonAndLeavesNoTemporaryFiles() throws Exception {
        try (var weft = WeftProcess.start(temporary, "compare")) {
            awaitFile(temporary, name -> name.startsWith("weft-compare-"));

            weft.pressCtrlC();

            var result = weft.awaitEnd();
            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isEqualTo(130);
            assertThat(namesIn(temporary)).noneMatch(name -> name.startsWith("weft-compare-"));
        }
    }

    @Test
    void endsTheSite() throws Exception {
        try (var weft = WeftProcess.start(temporary, "serve", "--site")) {
            assertThat(weft.nextLine()).matches("http://127\\.0\\.0\\.1:[0-9]+/");

            weft.pressCtrlC();

            assertThat(weft.awaitEnd().exitCode()).isEqualTo(130);
        }
    }

    @Test
    void sigtermEndsTheSiteLikewise() throws Exception {
        try (var weft = WeftProcess.start(temporary, "serve", "--site")) {
            assertThat(weft.nextLine()).startsWith("http://");

            weft.terminate();

            assertThat(weft.awaitEnd().exitCode()).isEqualTo(143);
        }
    }
}
