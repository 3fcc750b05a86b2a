package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopAndBlockingDownloadsTest {
    @TempDir
    private Path folder;

    @Test
    void theThreeAreUnderWayAtTheSameTimeAndPrintedInTheOrderOfTheirUrls() throws Exception {
        try (var server = PageServer.open(3)) {
            var urls = Stream.of("twitter", "facebook", "instagram")
                    .map(server::uri)
                    .map(URI::toString)
                    .toList();
            var args =
                    Stream.concat(Stream.of(folder.toString()), urls.stream()).toArray(String[]::new);

            var lines = Printed.by(() -> LoopAndBlockingDownloads.main(args));

            assertThat(lines).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(lines.get(i)).startsWith("Download[url=%s, path=%s".formatted(urls.get(i), folder));
            }
            assertThat(folder).isDirectoryContaining("glob:**");
        }
    }
}
