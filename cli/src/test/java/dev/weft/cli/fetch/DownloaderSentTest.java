package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Progress;
import dev.weft.ThreadPool;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A downloader that a job takes to another JVM, and what it says there; the copy is of this JVM here. */
class DownloaderSentTest extends FetchFixture {

    @Test
    void theJobsOfAJvmShareOneThatDoesTheSame() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"));
                Downloader downloader = downloader(options());
                Downloader copy = (Downloader) Sent.copy(downloader)) {

            assertThat(copy).isSameAs(Sent.copy(downloader)).isNotSameAs(downloader);
            assertThat(copy.fetch(server.url("/")).path()).hasContent("hello");
        }
    }

    @Test
    void theOneThatWasSentRemovesWhatAKilledJvmHasLeft() throws Exception {
        Downloader downloader = downloader(options());
        String name;
        try (Downloader copy = (Downloader) Sent.copy(downloader)) {
            name = copy.name();
        }
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(".weft-%s-left.part".formatted(name)), "half");

        downloader.close();

        assertThat(files()).isEmpty();
    }

    @Test
    void aDownloadArrivesAsItIs() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"))) {
            Download download = fetch(server.url("/"));

            assertThat(Sent.copy(download)).isEqualTo(download);
        }
    }

    @Test
    void aDownloadReportsItsProgressToItsFuture() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"));
                Downloader downloader = downloader(options());
                var pool = ThreadPool.open()) {
            var download = pool.submit(() -> downloader.fetch(server.url("/")));
            download.result();

            assertThat(download.progress()).isEqualTo(new Progress(5, 5));
        }
    }
}
