package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloaderFailureTest extends FetchFixture {

    /** A {@code ~} stands for CR LF. */
    private static String bytes(String answer) {
        return answer.replace("~", "\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "''                                         -> the connection ended before an answer",
                "HTTP/1.1 200 O                             -> the connection ended before an answer",
                "HTTP/1.1 200 OK~Content-Length: 9~~hello   -> the connection ended after 5 of 9 bytes",
                "HTTP/1.1 200 OK~Content-Length: 9~~        -> the connection ended after 0 of 9 bytes",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~ -> the connection ended after 5 bytes of the"
                        + " body",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~z -> failed after 0 bytes of the body: Illegal character"
                        + " in chunk size: 122",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~  -> the body is transferred as '[gzip]', which is not"
                        + " supported",
                "HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 3~~hello -> the server announces the body's length"
                        + " in more than one way",
                "HTTP/1.1 200 OK~Content-Length: 9~Transfer-Encoding: chunked~~ -> the server announces the body's"
                        + " length in more than one way",
                "HTTP/1.1 200 OK~Content-Length: five~~     -> the server announces a length that is no number: [five]",
                "HTTP/1.1 404 Gone fishing~~not found       -> HTTP 404 Not Found",
                "HTTP/1.1 599 Odd~~                         -> HTTP 599",
                "HTTP/1.1 304 Not Modified~~                -> HTTP 304 Not Modified",
                "HTTP/1.1 206 Partial Content~~he           -> HTTP 206 Partial Content",
            })
    void aBrokenAnswerLeavesNothingAndIsSaidInWords(String answer, String words) throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send(bytes(answer));
            client.end();
        })) {
            assertThat(reason(server.url("/"))).isEqualTo(words);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "''                 -> connection reset before an answer",
                "HTTP/1.1 200 OK~~  -> connection reset after 0 bytes of the body",
            })
    void aResetIsSaidInWords(String answer, String words) throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send(bytes(answer));
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
