package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.weft.cli.fetch.RawServer;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose jobs run in worker JVMs, some of which do not live long. */
class WorkersTest {
    @TempDir
    Path temporary;

    private static void killAll(List<ProcessHandle> workers) {
        assertThat(workers).isNotEmpty();
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    private Path folder() {
        return temporary.resolve("files");
    }

    private List<String> namesOfFiles() throws IOException {
        if (Files.notExists(folder())) {
            return List.of();
        }
        try (var files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aKilledWorkerCostsAComputationTimeAndNoResults() throws Exception {
        try (var weft = WeftProcess.start(temporary, "fib", 300_000, "--times", 10, "--on", "processes", "-j", 2)) {
            assertThat(weft.nextLine()).startsWith("F(300,000)");

            killAll(weft.workers());

            var result = weft.awaitEnd();
            assertThat(result.out().lines())
                    .hasSize(9)
                    .allMatch(line -> line.startsWith("F(300,000)  62,696 digits  8761732532...0979600000"));
            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void aKilledWorkerCostsADownloadTimeAndLeavesNoHalfOfIt() throws Exception {
        var requests = new AtomicInteger();
        try (var server = RawServer.http(client -> {
                    if (requests.incrementAndGet() == 1) {
                        client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                        client.awaitHangUp();
                    } else {
                        client.send(FetchCommandTest.page("whole"));
                    }
                });
                var weft =
                        WeftProcess.start(temporary, "fetch", server.url("/"), "-d", folder(), "--on", "processes")) {
            Observed.until("a part of a file", () -> namesOfFiles().stream().anyMatch(name -> name.endsWith(".part")));

            killAll(weft.workers());

            var result = weft.awaitEnd();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).startsWith(server.url("/") + "\t").hasLineCount(1);
            assertThat(result.exitCode()).isZero();
            assertThat(namesOfFiles()).hasSize(1).first().asString().matches("[0-9a-f]{32}");
            assertThat(folder().resolve(namesOfFiles().getFirst())).hasContent("whole");
        }
    }

    @Test
    void ctrlCLeavesNoWorkerBehind() throws Exception {
        assumeFalse(WeftProcess.ignoresCtrlC(), "this JVM was started with SIGINT ignored");
        try (var weft = WeftProcess.start(temporary, "fib", 100_000, "--times", 1_000_000, "--on", "processes")) {
            assertThat(weft.nextLine()).startsWith("F(100,000)");
            var workers = weft.workers();
            assertThat(workers).isNotEmpty();

            weft.pressCtrlC();

            var result = weft.awaitEnd();
            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isEqualTo(130);
            assertThat(workers).noneMatch(ProcessHandle::isAlive);
        }
    }
}
