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
                "''                                         -> closed the connection before it answered",
                "HTTP/1.1 200 O                             -> closed the connection before it answered",
                "HTTP/1.1 200 OK~Content-Length: 9~~hello   -> closed the connection after 5 of 9 bytes",
                "HTTP/1.1 200 OK~Content-Length: 9~~        -> closed the connection after 0 of 9 bytes",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~ -> closed the connection after 5 bytes, before the"
                        + " end",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~z -> closed the connection after 0 bytes, before the end",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~  -> the body is transferred as '[gzip]', which is not"
                        + " supported",
                "HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 3~~hello -> Multiple Content-Length values found",
                "HTTP/1.1 200 OK~Content-Length: 9~Transfer-Encoding: chunked~~ -> sent what is no HTTP response",
                "HTTP/1.1 200 OK~Content-Length: five~~     -> Content-Length value is not a number: five",
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
            assertThat(reason(server.url("/"))).contains(words);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "''                 -> closed the connection before it answered",
                "HTTP/1.1 200 OK~~  -> closed the connection after 0 bytes, before the end",
            })
    void aResetIsSaidInWords(String answer, String words) throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send(bytes(answer));
            client.reset();
        })) {
            assertThat(reason(server.url("/"))).contains(words);
        }
    }

    @Test
    void aResetInTheBodySaysHowFarItCame() throws Exception {
        try (RawServer server = RawServer.http(client -> {
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            client.reset();
        })) {
            // The reset may overtake the bytes.
            assertThat(reason(server.url("/")))
                    .containsPattern("closed the connection (before it answered|after [05] of 10 bytes)");
        }
    }

    @Test
    void aServerThatSpeaksAnotherProtocolIsSaidInWords() throws Exception {
        try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(reason(server.url("/")))
                    .startsWith("failed while waiting for the response: 127.0.0.1:%d sent what is no HTTP response: "
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
                .startsWith("failed while connecting: 127.0.0.1:%d refused".formatted(port));
    }

    @Test
    void aHostThatIsNotKnownIsSaidInWords() throws Exception {
        assertThat(reason("http://no-such-host.invalid/"))
                .startsWith("failed while looking up the host: nobody knows the host 'no-such-host.invalid'");
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
