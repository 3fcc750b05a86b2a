package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server under wrk, where that is installed: it asks as fast as it can, and hangs up in the midst of it. */
@Timeout(120)
final class ServerOfWrkTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} at once on each connection")
    @ValueSource(ints = {1, 16})
    void everyRequestSucceedsAndNoneIsLeft(int pipelined) throws Exception {
        var wrk = Programs.installed("wrk");
        var script = Files.writeString(folder.resolve("pipelined.lua"), asking(pipelined));
        try (var server = HttpServer.builder().open(Routes.create().get("/", _ -> Response.text("hello")))) {
            var uri = server.uri().toString();

            var summary = Programs.run(folder, wrk, "-t1", "-c50", "-d1s", "-s", script.toString(), uri)
                    .outputIfWell();

            assertThat(summary).contains(" requests in ").doesNotContain("Socket errors", "Non-2xx");
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
            Observed.none("open connections", () -> server.statistics().connections());
        }
    }

    /** Returns a script that asks {@code count} times, and then reads as many answers. */
    private static String asking(int count) {
        return """
                init = function()
                  batch = string.rep(wrk.format("GET", "/"), %d)
                end
                request = function()
                  return batch
                end
                """.formatted(count);
    }
}
