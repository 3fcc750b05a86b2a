package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DownloaderTest extends FetchFixture {

    @Test
    void aPageBecomesAFileNamedByTheMd5OfItsUrl() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"))) {
            String url = server.url("/page");

            Download download = fetch(url);

            assertThat(download).isEqualTo(new Download(url, folder().resolve(Names.md5(url)), 5, Duration.ZERO, 1));
            assertThat(download.path()).hasContent("hello");
            assertThat(files()).containsExactly(download.path());
        }
    }

    @Test
    void aPageCanBeNamedByItsUrl() throws Exception {
        try (RawServer server = RawServer.answering(page("hello"));
                Downloader downloader = downloader(options().withNameBy(NameBy.URL))) {
            Download download = downloader.fetch(URI.create(server.url("/a/b.html")));

            assertThat(download.path()).hasFileName("http_127.0.0.1+%d_a_b.html".formatted(server.port()));
        }
    }

    @Test
    void hostileUrlsStayInTheFolderAndApart() throws Exception {
        List<String> paths = List.of(
                "/../../x",
                "/%2e%2e/%2e%2e/x",
                "/..%2f..%2fx",
                "/%00",
                "/" + "x".repeat(5_000),
                "/a_b",
                "/a/b",
                "/A/b",
                "/.");
        try (RawServer server = RawServer.http(client -> client.send(page(client.target())));
                Downloader downloader = downloader(options().withNameBy(NameBy.URL))) {
            for (String path : paths) {
                assertThat(downloader.fetch(server.url(path)).path()).hasContent(path);
            }

            assertThat(files()).hasSize(paths.size()).allMatch(Files::isRegularFile);
            assertThat(temporary).isDirectoryNotContaining(path -> !path.equals(folder()));
        }
    }

    @Test
    void theRequestIsPlainAndAsksForGzip() throws Exception {
        try (RawServer server = RawServer.answering(page(""))) {
            fetch(server.url("/a?b=c#fragment"));

            assertThat(server.requests().getFirst())
                    .startsWith("GET /a?b=c HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nHost: 127.0.0.1:%d\r\n".formatted(server.port()))
                    .contains("Accept-Encoding: gzip\r\n")
                    .doesNotContain("Upgrade", "Authorization");
        }
    }

    @Test
    void userAndPasswordInTheUrlAreSentAndNotPartOfTheRequestLine() throws Exception {
        try (RawServer server = RawServer.answering(page(""))) {
            fetch(server.url("/").replace("127", "me:p%40ss@127"));

            assertThat(server.requests().getFirst())
                    .startsWith("GET / HTTP/1.1\r\n")
                    .contains("Authorization: " + Url.basic("me:p%40ss"));
        }
    }

    @Test
    void aWholeNewFileReplacesTheOldOne() throws Exception {
        try (RawServer server = RawServer.answering(page("new"))) {
            Path old = Files.createDirectories(folder()).resolve(Names.md5(server.url("/")));
            Files.writeString(old, "old and longer");

            fetch(server.url("/"));

            assertThat(old).hasContent("new");
        }
    }

    @Test
    void aBrokenDownloadLeavesTheOldFileAsItWas() throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            client.end();
        })) {
            Path old = Files.createDirectories(folder()).resolve(Names.md5(server.url("/")));
            Files.writeString(old, "old");

            FetchException failure = catchThrowableOfType(FetchException.class, () -> fetch(server.url("/")));

            assertThat(failure)
                    .hasMessage(
                            "failed while reading the body: 127.0.0.1:%d closed the connection after 5 of 10 bytes; ask again, or"
                                    + " for the rest by Range",
                            server.port());
            assertThat(old).hasContent("old");
            assertThat(files()).containsExactly(old);
        }
    }

    @Test
    void aLinkOfTheFilesNameIsReplacedAndNotFollowed() throws Exception {
        try (RawServer server = RawServer.answering(page("new"))) {
            Path outside = Files.writeString(temporary.resolve("outside"), "untouched");
            Path link = Files.createDirectories(folder()).resolve(Names.md5(server.url("/")));
            Files.createSymbolicLink(link, outside);

            fetch(server.url("/"));

            assertThat(outside).hasContent("untouched");
            assertThat(link).hasContent("new").isRegularFile();
            assertThat(Files.isSymbolicLink(link)).isFalse();
        }
    }

    @Test
    void gzipIsDecodedAndTheDecodedSizeReported() throws Exception {
        try (RawServer server = RawServer.http(client -> client.send(zippedPage(gzip("hello".repeat(1000)))))) {
            Download download = fetch(server.url("/"));

            assertThat(download.bytes()).isEqualTo(5000);
            assertThat(download.path()).hasContent("hello".repeat(1000));
        }
    }

    @Test
    void gzipOfSeveralMembersIsDecodedToTheLast() throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send("HTTP/1.1 200 OK\r\nContent-Encoding: x-gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String part : List.of("one ", "two ", "three")) {
                client.send(chunk(gzip(part)));
            }
            client.send("0\r\n\r\n");
        })) {
            assertThat(fetch(server.url("/")).path()).hasContent("one two three");
        }
    }

    @Test
    void anEmptyBodyNeedsNoGzipHeader() throws Exception {
        try (RawServer server = RawServer.http(client -> client.send(zippedPage(new byte[0])))) {
            assertThat(fetch(server.url("/")).path()).isEmptyFile();
        }
    }

    @Test
    void brokenGzipFails() throws Exception {
        byte[] damaged = gzip("hello".repeat(1000));
        Arrays.fill(damaged, 12, 20, (byte) -1);
        try (RawServer server = RawServer.http(client -> client.send(zippedPage(damaged)))) {
            assertThat(reason(server.url("/"))).contains("the body is not the gzip that it is said to be: ");
        }
    }

    @Test
    void gzipThatEndsEarlyFailsAlthoughTheLengthIsRight() throws Exception {
        byte[] half = Arrays.copyOf(gzip("hello".repeat(1000)), 20);
        try (RawServer server = RawServer.http(client -> client.send(zippedPage(half)))) {
            assertThat(reason(server.url("/")))
                    .contains("not the gzip that it is said to be: Unexpected end of ZLIB input stream");
        }
    }

    @Test
    void gzipThatIsNoneFails() throws Exception {
        try (RawServer server = RawServer.http(client -> client.send(zippedPage(new byte[100])))) {
            assertThat(reason(server.url("/"))).contains("not the gzip that it is said to be: Not in GZIP format");
        }
    }

    @Test
    void anEncodingThatWasNotAskedForFails() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx")) {
            assertThat(reason(server.url("/"))).isEqualTo("the body is encoded as 'br', and only gzip was asked for");
        }
    }

    @Test
    void aFileAsLongAsAllowedIsSaved() throws Exception {
        try (RawServer server = RawServer.answering(page("12345"))) {
            assertThat(fetch(options().withMaxBytes(5), server.url("/")).bytes())
                    .isEqualTo(5);
        }
    }

    @Test
    void anAnnouncedLengthOverTheLimitIsRefusedAtOnce() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5000001\r\n\r\n")) {
            assertThat(reason(options().withMaxBytes(5_000_000), server.url("/")))
                    .isEqualTo("larger than 5000000 bytes (--max-bytes): 5000001 bytes are announced");
        }
    }

    @Test
    void anEndlessBodyIsStoppedAtTheLimitAndNotTriedAgain() throws Exception {
        try (RawServer server = endless()) {
            assertThat(reason(options().withMaxBytes(100_000).withRetries(3), server.url("/")))
                    .isEqualTo("larger than 100000 bytes (--max-bytes): stopped after that");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aGzipBombIsStoppedAtTheLimit() throws Exception {
        byte[] bomb = gzip("\0".repeat(20_000_000));
        try (RawServer server = RawServer.http(client -> client.send(zippedPage(bomb)))) {
            assertThat(bomb).hasSizeLessThan(100_000);

            assertThat(reason(options().withMaxBytes(100_000), server.url("/"))).startsWith("larger than 100000 bytes");
        }
    }

    @Test
    void aRequestThatTakesTooLongEndsAlthoughBytesKeepComing() throws Exception {
        try (RawServer server = endless()) {
            assertThat(reason(options().withTimeout(SHORT), server.url("/")))
                    .isEqualTo("not done within 0.15 s (--timeout)");
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAndItsConnectionClosed() throws Exception {
        try (RawServer server = RawServer.http(RawServer.Client::awaitHangUp)) {
            assertThat(reason(options().withStall(LONG_ENOUGH), server.url("/")))
                    .isEqualTo("stalled: no byte for 1 s while waiting for the response");
            server.awaitHangUp();
        }
    }

    @Test
    void aServerThatStopsInTheBodyIsGivenUpAndItsConnectionClosed() throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            client.awaitHangUp();
        })) {
            assertThat(reason(options().withStall(LONG_ENOUGH), server.url("/")))
                    .isEqualTo("stalled: no byte for 1 s while reading the body");
            server.awaitHangUp();
        }
    }

    @Test
    void whatComesAfterTheAnnouncedLengthIsNotPartOfAnything() throws Exception {
        String surplus = page("hello") + page("poison");
        try (RawServer server =
                        RawServer.http(client -> client.send(client.target().equals("/bad") ? surplus : page("good")));
                Downloader downloader = downloader(options())) {
            assertThat(downloader.fetch(server.url("/bad")).path()).hasContent("hello");
            assertThat(downloader.fetch(server.url("/good")).path()).hasContent("good");
        }
    }

    @Test
    void manyDownloadsAtOnceDoNotDisturbEachOther() throws Exception {
        try (RawServer server = RawServer.http(client -> {
                    if (client.target().equals("/7")) {
                        client.reset();
                    }
                    client.send(page(client.target().repeat(5000)));
                });
                Downloader downloader = downloader(options());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Download>> downloads = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String url = server.url("/" + i);
                downloads.add(threads.submit(() -> downloader.fetch(url)));
            }

            for (int i = 0; i < 100; i++) {
                if (i != 7) {
                    assertThat(downloads.get(i).get().path()).hasContent(("/" + i).repeat(5000));
                }
            }
            assertThat(downloads.get(7))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("closed the connection before it answered");
            assertThat(files()).hasSize(99);
        }
    }

    /** Returns a server whose body goes on as long as someone listens. */
    private static RawServer endless() {
        byte[] chunk = chunk("x".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        return RawServer.http(client -> {
            client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                client.send(chunk);
            }
        });
    }

    private static byte[] zippedPage(byte[] zipped) {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n".formatted(zipped.length);
        return concat(head, zipped, "");
    }

    private static byte[] chunk(byte[] content) {
        return concat("%x\r\n".formatted(content.length), content, "\r\n");
    }

    private static byte[] concat(String before, byte[] content, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(content);
        all.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return zipped.toByteArray();
    }
}
