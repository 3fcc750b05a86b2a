package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a folder, asked for by a socket that can ask for anything. */
class StaticFilesTest {
    private static final String TEXT = "0123456789";

    @TempDir
    private Path folder;

    @TempDir
    private Path outside;

    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(outside.resolve("secret"), "treasure");
        var shown = Files.createDirectory(folder.resolve("shown"));
        Files.writeString(folder.resolve("beside"), "treasure");
        Files.writeString(shown.resolve("a.txt"), TEXT);
        Files.setLastModifiedTime(shown.resolve("a.txt"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Files.writeString(shown.resolve("ö x.txt"), TEXT);
        Files.writeString(shown.resolve(".hidden"), "treasure");
        Files.writeString(shown.resolve("b.js"), "plain");
        Files.writeString(shown.resolve("b.js.gz"), "zipped");
        Files.writeString(shown.resolve("b.js.br"), "brotli");
        Files.createDirectory(shown.resolve("sub"));
        Files.writeString(shown.resolve("sub/index.html"), "<p>index");
        Files.createDirectory(shown.resolve("empty"));
        Files.createSymbolicLink(shown.resolve("out"), outside.resolve("secret"));
        Files.createSymbolicLink(shown.resolve("outs"), outside);
        Files.createSymbolicLink(shown.resolve("in"), shown.resolve("a.txt"));
        server = HttpServer.builder()
                .loops(1)
                .open(Routes.create()
                        .files("/f", StaticFiles.of(shown))
                        .files("/l", StaticFiles.of(shown).listing(true).followLinks(true)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String get(String path, String... headers) throws Exception {
        return ask("GET", path, headers);
    }

    private String ask(String method, String path, String... headers) throws Exception {
        try (var client = new RawSocket(server.port())) {
            return client.send("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n"
                            .formatted(method, path, String.join("", headers)))
                    .untilClosed();
        }
    }

    @Test
    void aFileIsSentWithItsTypeTagAndTime() throws Exception {
        assertThat(get("/f/a.txt"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-type: text/plain; charset=utf-8\r\n")
                .containsIgnoringCase("last-modified: Fri, 02 Jan 2026 03:04:05 GMT\r\n")
                .containsIgnoringCase("etag: \"a-")
                .containsIgnoringCase("content-length: 10\r\n")
                .endsWith("\r\n\r\n" + TEXT);
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        assertThat(ask("HEAD", "/f/a.txt"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-length: 10\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aNameWithEscapesIsFound() throws Exception {
        assertThat(get("/f/%C3%B6%20x.txt")).endsWith(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/f/../beside",
                "/f/%2e%2e/beside",
                "/f/..%2fbeside",
                "/f/%2e%2e%2fbeside",
                "/f/sub/../../beside",
                "/f/sub/..%5c..%5cbeside",
                "/f//beside",
                "/f/%2fetc/passwd",
                "/f//etc/passwd",
                "/f/.hidden",
                "/f/%2ehidden",
                "/f/out",
                "/f/outs/secret",
                "/f/a.txt%00",
                "/f/a.txt/",
                "/f/a.txt/x",
                "/f/empty/",
                "/f/sub%2findex.html",
                "/f/nothing",
                "/l/../beside",
                "/l/.hidden"
            })
    void whatIsNotShownIsNotFound(String path) throws Exception {
        assertThat(get(path)).startsWith("HTTP/1.1 404 ").doesNotContain("treasure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/f/%zz", "/f/%c3%28", "/f/%"})
    void anEscapeThatIsNoneIsRefused(String path) throws Exception {
        assertThat(get(path)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void linksAreFollowedWithinTheFolderAndWhereAllowedOutOfIt() throws Exception {
        assertThat(get("/f/in")).endsWith(TEXT);
        assertThat(get("/l/out")).endsWith("treasure");
        assertThat(get("/l/outs/secret")).endsWith("treasure");
    }

    @Test
    void aFolderIsAnsweredByItsIndexOrAList() throws Exception {
        assertThat(get("/f/sub")).startsWith("HTTP/1.1 301 ").containsIgnoringCase("location: /f/sub/\r\n");
        assertThat(get("/f/sub/"))
                .containsIgnoringCase("content-type: text/html")
                .endsWith("<p>index");
        assertThat(get("/l/")).contains("a.txt", "sub/", "%C3%B6%20x.txt").doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "bytes=0-0|206|bytes 0-0/10|0",
                "bytes=2-4|206|bytes 2-4/10|234",
                "bytes=8-|206|bytes 8-9/10|89",
                "bytes=-3|206|bytes 7-9/10|789",
                "bytes=-99|206|bytes 0-9/10|0123456789",
                "bytes=5-99|206|bytes 5-9/10|56789",
                "bytes=10-|416|bytes */10|",
                "bytes=-0|416|bytes */10|",
                "bytes=4-2|200||0123456789",
                "bytes=x-2|200||0123456789",
                "bytes=-|200||0123456789",
                "lines=0-1|200||0123456789",
                "bytes=0-1,4-5|200||0123456789",
                "bytes=99999999999999999999-|200||0123456789"
            },
            delimiter = '|')
    void aRangeIsAnsweredByThatMuch(String range, int status, String contentRange, String body) throws Exception {
        var answer = get("/f/a.txt", "Range: " + range + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n" + (body == null ? "" : body));
        if (contentRange == null) {
            assertThat(answer).doesNotContainIgnoringCase("content-range");
        } else {
            assertThat(answer).containsIgnoringCase("content-range: " + contentRange + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "If-None-Match: TAG|304",
                "If-None-Match: W/TAG|304",
                "If-None-Match: \"x\", TAG|304",
                "If-None-Match: *|304",
                "If-None-Match: \"x\"|200",
                "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT|304",
                "If-Modified-Since: Fri, 02 Jan 2026 03:04:04 GMT|200",
                "If-Modified-Since: yesterday|200",
                "If-Match: TAG|200",
                "If-Match: \"x\"|412",
                "If-Match: W/TAG|412",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT|412",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:05 GMT|200"
            },
            delimiter = '|')
    void aConditionIsChecked(String header, int status) throws Exception {
        assertThat(get("/f/a.txt", header.replace("TAG", tag()) + "\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aRangeOfAnotherFileIsAnsweredWithTheWhole() throws Exception {
        var range = "Range: bytes=1-2\r\n";

        assertThat(get("/f/a.txt", range, "If-Range: " + tag() + "\r\n")).startsWith("HTTP/1.1 206");
        assertThat(get("/f/a.txt", range, "If-Range: Fri, 02 Jan 2026 03:04:05 GMT\r\n"))
                .startsWith("HTTP/1.1 206");
        assertThat(get("/f/a.txt", range, "If-Range: \"x\"\r\n")).startsWith("HTTP/1.1 200");
        assertThat(get("/f/a.txt", range, "If-Range: W/" + tag() + "\r\n")).startsWith("HTTP/1.1 200");
    }

    private String tag() throws Exception {
        var answer = get("/f/a.txt");
        int start = answer.toLowerCase(java.util.Locale.ROOT).indexOf("etag: ") + 6;
        return answer.substring(start, answer.indexOf("\r\n", start));
    }

    @Test
    void aCompressedFileBesideIsSentToWhoTakesIt() throws Exception {
        assertThat(get("/f/b.js", "Accept-Encoding: gzip, br\r\n"))
                .containsIgnoringCase("content-encoding: br\r\n")
                .containsIgnoringCase("content-type: text/javascript")
                .containsIgnoringCase("vary: accept-encoding\r\n")
                .endsWith("brotli");
        assertThat(get("/f/b.js", "Accept-Encoding: gzip, br;q=0\r\n")).endsWith("zipped");
        assertThat(get("/f/b.js"))
                .containsIgnoringCase("vary: accept-encoding\r\n")
                .endsWith("plain");
    }

    @Test
    void aBigFileArrivesWhole() throws Exception {
        var big = new byte[5_000_000];
        new java.util.Random(1).nextBytes(big);
        Files.write(folder.resolve("shown/big"), big);

        var answer = get("/f/big");

        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(big);
    }
}
