package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.cli.fetch.RawServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen only from outside the command's process. */
class ProcessTest {
    @TempDir
    Path temporary;

    @Test
    void resultsComeWhileTheInputGoesOn() throws Exception {
        try (var server = RawServer.answering(FetchCommandTest.page("page"));
                var weft = WeftProcess.start(temporary, "fetch", "-i", "-", "-d", temporary.resolve("files"))) {
            weft.type(server.url("/1"));
            assertThat(weft.nextLine()).startsWith(server.url("/1") + "\t");
            weft.type(server.url("/2"));
            assertThat(weft.nextLine()).startsWith(server.url("/2") + "\t");

            weft.endInput();

            assertThat(weft.awaitEnd()).isEqualTo(new CommandResult(0, "", ""));
        }
    }

    @Test
    void withoutATerminalThereAreNoEscapeCodesAndNoProgressBar() throws Exception {
        try (var server = RawServer.answering(FetchCommandTest.page("page"));
                var weft = WeftProcess.start(temporary, "fetch", server.url("/"), "no-url", "-d", temporary);
                var help = WeftProcess.start(temporary, "fetch", "--help");
                var wrong = WeftProcess.start(temporary, "fetch")) {
            var result = weft.awaitEnd();

            assertThat(result.out()).startsWith(server.url("/") + "\t").hasLineCount(1);
            assertThat(result.err()).startsWith("no-url: ").hasLineCount(1);
            assertThat(result.out()
                            + result.err()
                            + help.awaitEnd().out()
                            + wrong.awaitEnd().err())
                    .doesNotContain("\u001b");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noProgressBarIsDrawnIntoAFileWhereTheRestIsATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script, which makes a terminal, is not installed");
        var err = temporary.resolve("err.txt");
        try (var server = RawServer.answering(FetchCommandTest.page("page"));
                var weft = WeftProcess.startInTerminal(
                        err, temporary, "fetch", server.url("/"), "no-url", "-d", temporary)) {
            assertThat(weft.awaitEnd().out()).contains(server.url("/") + "\t");

            assertThat(err).content().startsWith("no-url: ").hasLineCount(1).doesNotContain("\u001b");
        }
    }

    @Test
    void theSiteServesItsPagesToThisMachine() throws Exception {
        try (var weft = WeftProcess.start(temporary, "serve", "--site", "--latency", "1ms", "--size", 1_000);
                var client = HttpClient.newHttpClient()) {
            var page = URI.create(weft.nextLine()).resolve("page/7");

            var answer = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).hasSize(1_000);
        }
    }

    @Test
    void aProgramCompilesWithTheClassPath() throws Exception {
        var program = Files.writeString(temporary.resolve("Try.java"), """
            import dev.weft.ThreadPool;

            class Try {
                static int answer() {
                    try (var pool = ThreadPool.open()) {
                        return pool.submit(() -> 42).result();
                    }
                }
            }
            """);
        try (var weft = WeftProcess.start(temporary, "classpath")) {
            var classPath = weft.awaitEnd().out();

            var compiler = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "javac")
                                    .toString(),
                            "-cp",
                            classPath,
                            program.toString())
                    .inheritIO()
                    .start();

            assertThat(compiler.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(compiler.exitValue()).isZero();
            assertThat(temporary.resolve("Try.class")).exists();
        }
    }
}
