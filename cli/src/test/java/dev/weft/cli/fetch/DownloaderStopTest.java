package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DownloaderStopTest extends FetchFixture {
    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";

    private static RawServer sending(String start) {
        return RawServer.http(client -> {
            client.send(start);
            client.awaitHangUp();
        });
    }

    private boolean halfIsWritten() {
        try {
            List<Path> files = files();
            return !files.isEmpty() && Files.size(files.getFirst()) == 5;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptInTheBodyEndsTheDownloadAndLeavesNothing() throws Exception {
        try (RawServer server = sending(HALF);
                Downloader downloader = downloader(options())) {
            var download = new FutureTask<>(() -> downloader.fetch(server.url("/")));
            Thread thread = Thread.ofVirtual().start(download);
            Observed.until("half of the file", this::halfIsWritten);

            thread.interrupt();

            assertThatThrownBy(download::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(files()).isEmpty();
            server.awaitHangUp();
        }
    }

    @Test
    void anInterruptBeforeTheAnswerEndsTheDownload() throws Exception {
        try (RawServer server = sending("");
                Downloader downloader = downloader(options())) {
            var download = new FutureTask<>(() -> downloader.fetch(server.url("/")));
            Thread thread = Thread.ofPlatform().start(download);
            Observed.until("a request", () -> !server.requests().isEmpty());

            thread.interrupt();

            assertThatThrownBy(download::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(files()).isEmpty();
            server.awaitHangUp();
        }
    }

    @Test
    void anInterruptEndsAnEndlessGzipBody() throws Exception {
        try (RawServer server =
                        sending("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n\u001f\u008b");
                Downloader downloader = downloader(options())) {
            var download = new FutureTask<>(() -> downloader.fetch(server.url("/")));
            Thread thread = Thread.ofVirtual().start(download);
            Observed.until("a request", () -> !server.requests().isEmpty());

            thread.interrupt();

            assertThatThrownBy(download::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aDeadlineAroundTheDownloadEndsItAndIsNotTakenForItsOwnLimit() throws Exception {
        try (RawServer server = sending(HALF);
                Downloader downloader =
                        downloader(options().withTimeout(Duration.ofMinutes(1)).withRetries(9))) {
            assertThatThrownBy(() -> Deadline.<Download, Exception>run(SHORT, () -> downloader.fetch(server.url("/"))))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("PT0.15S");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void anInterruptedThreadDoesNotStart() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"));
                Downloader downloader = downloader(options())) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> downloader.fetch(server.url("/"))).isInstanceOf(InterruptedException.class);
            assertThat(files()).isEmpty();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void closingEndsWhatIsUnderWayAndLeavesNothing() throws Exception {
        try (RawServer server = sending(HALF)) {
            Downloader downloader = downloader(options().withRetries(9));
            var download = new FutureTask<>(() -> downloader.fetch(server.url("/")));
            Thread.ofVirtual().start(download);
            Observed.until("half of the file", this::halfIsWritten);

            downloader.close();

            assertThat(files()).isEmpty();
            assertThatThrownBy(download::get).cause().hasMessage("stopped before it was done");
            server.awaitHangUp();
        }
    }

    @Test
    void nothingIsDownloadedAfterClosing() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"))) {
            Downloader downloader = downloader(options());
            downloader.close();
            downloader.close();

            assertThatThrownBy(() -> downloader.fetch(server.url("/")))
                    .isInstanceOf(FetchException.class)
                    .hasMessage("stopped before it was done");
            assertThat(files()).isEmpty();
        }
    }
}
