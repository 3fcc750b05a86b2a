package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DownloaderFailureTest extends FetchFixture {

    /** What a server says before it ends the connection, and what a person is told. */
    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                arguments("", "the connection ended before an answer"),
                arguments("HTTP/1.1 200 O", "the connection ended before an answer"),
                arguments(
                        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                        "the connection ended after 5 of 10 bytes"),
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "the connection ended after 0 of 10 bytes"),
                arguments(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                        "the connection ended after 5 bytes of the body"),
                arguments(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                        "failed after 0 bytes of the body: Illegal character in chunk size: 122"),
                arguments(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
                        "the body is transferred as '[gzip]', which is not supported"),
                arguments(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello",
                        "the server announces the body's length in more than one way"),
                arguments(
                        "HTTP/1.1 200 OK\r\n"
                                + "Content-Length: 20\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "5\r\n"
                                + "hello\r\n"
                                + "0\r\n\r\n",
                        "the server announces the body's length in more than one way"),
                arguments(
                        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello",
                        "the server announces a length that is no number: [five]"),
                arguments("HTTP/1.1 404 Gone fishing\r\nContent-Length: 9\r\n\r\nnot found", "HTTP 404 Not Found"),
                arguments("HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n", "HTTP 599"),
                arguments("HTTP/1.1 304 Not Modified\r\n\r\n", "HTTP 304 Not Modified"),
                arguments("HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nhe", "HTTP 206 Partial Content"));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void aBrokenAnswerLeavesNothingAndIsSaidInWords(String answer, String words) throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send(answer);
            client.end();
        })) {
            assertThat(reason(server.url("/"))).isEqualTo(words);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                 | connection reset before an answer",
                "HTTP/1.1 200 OK~~                                  | connection reset after 0 bytes of the body"
            })
    void aResetIsSaidInWords(String answer, String words) throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send(answer.replace("~", "\r\n"));
            client.reset();
        })) {
            assertThat(reason(server.url("/"))).isEqualTo(words);
        }
    }

    @Test
    void aResetInTheBodySaysHowFarItCame() throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            client.reset();
        })) {
            // The reset may overtake the bytes.
            assertThat(reason(server.url("/"))).matches("connection reset (before an answer|after [05] of 10 bytes)");
        }
    }

    @Test
    void aServerThatSpeaksAnotherProtocolIsSaidInWords() throws Exception {
        try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(reason(server.url("/")))
                    .isEqualTo("what 127.0.0.1:%d sent is not HTTP: Invalid status line: \"SSH-2.0-OpenSSH_9.2\""
                            .formatted(server.port()));
        }
    }

    @Test
    void aPortWhereNobodyListensIsSaidInWords() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(reason("http://127.0.0.1:%d/".formatted(port)))
                .isEqualTo("connection refused by 127.0.0.1:%d".formatted(port));
    }

    @Test
    void aHostThatIsNotKnownIsSaidInWords() throws Exception {
        assertThat(reason("http://no-such-host.invalid/")).isEqualTo("unknown host: no-such-host.invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:///etc/passwd | not an http or https URL: it must start with http:// or https://",
                "ftp://example.com/ | not an http or https URL: it must start with http:// or https://",
                "example.com        | not an http or https URL: it must start with http:// or https://",
                "http:///path       | bad URL: '' is not a host name or address",
                "http://../x        | bad URL: '..' is not a host name or address",
                "http://h:99999/    | bad URL: port 99999 is not between 1 and 65535"
            })
    void whatIsNoHttpUrlFailsWithoutARequest(String url, String words) throws Exception {
        assertThat(reason(url)).isEqualTo(words);
    }

    @Test
    void aFileWhereTheFolderShouldBeIsSaidInWords() throws Exception {
        Files.writeString(folder(), "in the way");
        try (RawServer server = RawServer.answering(page("hello"));
                Downloader downloader = downloader(options())) {
            FetchException failure =
                    catchThrowableOfType(FetchException.class, () -> downloader.fetch(server.url("/")));

            assertThat(failure)
                    .hasMessage("cannot write %s: %s is there already, and is not a folder"
                            .formatted(folder().resolve(Names.md5(server.url("/"))), folder()));
        }
    }

    @Test
    void aFolderOfTheFilesNameIsSaidInWordsAndKept() throws IOException {
        try (RawServer server = RawServer.answering(page("hello"));
                Downloader downloader = downloader(options())) {
            var inTheWay = Files.createDirectories(folder().resolve(Names.md5(server.url("/"))));

            FetchException failure =
                    catchThrowableOfType(FetchException.class, () -> downloader.fetch(server.url("/")));

            assertThat(failure).hasMessageContaining("directory");
            assertThat(files()).containsExactly(inTheWay);
        }
    }
}
