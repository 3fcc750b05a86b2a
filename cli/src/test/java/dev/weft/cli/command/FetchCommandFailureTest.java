package dev.weft.cli.command;

import static dev.weft.cli.command.FetchCommandTest.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;

import dev.weft.cli.Place;
import dev.weft.cli.fetch.RawServer;
import dev.weft.cli.fetch.TestAuthority;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FetchCommandFailureTest {
    @TempDir
    Path temporary;

    private CommandResult fetch(Object... arguments) {
        var all = new ArrayList<Object>(List.of("fetch", "-d", folder()));
        all.addAll(List.of(arguments));
        return CommandResult.of(all.toArray());
    }

    private Path folder() {
        return temporary.resolve("files");
    }

    private List<Path> filesLeft() throws IOException {
        if (Files.notExists(folder())) {
            return List.of();
        }
        try (var files = Files.list(folder())) {
            return files.toList();
        }
    }

    /** Answers /whole as it should, and every other path in a way of its own. */
    private static RawServer brokenServer() {
        return RawServer.http(client -> {
            switch (client.target()) {
                case "/whole" -> client.send(page("whole"));
                case "/resets" -> client.reset();
                case "/lies" -> {
                    client.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
                    client.end();
                }
                case "/round" -> client.send("HTTP/1.1 302 Found\r\nLocation: /round\r\nContent-Length: 0\r\n\r\n");
                case "/endless" -> {
                    client.send("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        client.send("and so on ");
                    }
                }
                default -> client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/missing | HTTP 404 Not Found",
                "/resets  | 'failed while waiting for the response: HOST closed the connection before it answered; try again, or"
                        + " see the server''s log'",
                "/lies    | failed while reading the body: HOST closed the connection after 5 of 9 bytes; ask again, or for the"
                        + " rest by Range",
                "/round   | too many redirects: 3 followed (--max-redirects), and" + " SERVER/round leads on",
                "/endless | larger than 2000 bytes (--max-bytes): stopped after that",
            })
    void aFailureCostsItsLineAndTheExitCodeAndNothingElse(String path, String reason) throws Exception {
        try (var server = brokenServer()) {
            var result = fetch(server.url(path), server.url("/whole"), "--max-redirects", 3, "--max-bytes", "2kB");

            assertThat(result.err().lines())
                    .containsExactly(server.url(path) + ": "
                            + reason.replace("SERVER", server.url("")).replace("HOST", "127.0.0.1:" + server.port()));
            assertThat(result.outLines()).hasSize(1).first().asString().startsWith(server.url("/whole") + "\t");
            assertThat(filesLeft()).hasSize(1).first(PATH).hasContent("whole");
            assertThat(result.exitCode()).isOne();
        }
    }

    @Test
    void aRequestThatTakesTooLongIsEnded() throws Exception {
        try (var server = RawServer.http(RawServer.Client::awaitHangUp)) {
            var result = fetch(server.url("/"), "--timeout", "250ms");

            assertThat(result.err().lines()).containsExactly(server.url("/") + ": not done within 0.25 s (--timeout)");
            assertThat(filesLeft()).isEmpty();
            assertThat(result.exitCode()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsAllThatIsLeftOnEveryPlace(Place place) throws Exception {
        try (var server = RawServer.http(RawServer.Client::awaitHangUp)) {
            var result = fetch(server.url("/1"), server.url("/2"), "--deadline", "250ms", "-j", 1, "--on", place);

            assertThat(result.err().lines())
                    .containsExactlyInAnyOrder(
                            server.url("/1") + ": not done when the 0.25 s for everything were over (--deadline)",
                            server.url("/2") + ": not done when the 0.25 s for everything were over (--deadline)");
            assertThat(filesLeft()).isEmpty();
            assertThat(result.exitCode()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsAnInputThatDoesNotEndOnEveryPlace(Place place) throws Exception {
        try (var server = brokenServer();
                var input = new PipedInputStream();
                var typed = new PipedOutputStream(input)) {
            int time = place == Place.PROCESSES ? 8 : 2; // a JVM starts first, and loads the client
            typed.write((server.url("/whole") + "\n").getBytes(UTF_8));

            var result = CommandResult.withInput(
                    input, "fetch", "-d", folder(), "-i", "-", "--deadline", time + "s", "--on", place);

            assertThat(result.outLines()).hasSize(1).first().asString().startsWith(server.url("/whole") + "\t");
            assertThat(result.err().lines())
                    .containsExactly(
                            "-i -: not read to its end when the " + time + " s for everything were over (--deadline)");
            assertThat(result.exitCode()).isOne();
        }
    }

    @Test
    void whatMayPassIsTriedAgainOnlyWhereAsked() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
            var result = fetch(server.url("/busy"));

            assertThat(result.err().lines()).containsExactly(server.url("/busy") + ": HTTP 503 Service Unavailable");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aRetryThatSucceedsIsASuccess() throws Exception {
        var answers = new LinkedBlockingQueue<>(
                List.of("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n", page("now")));
        try (var server = RawServer.http(client -> client.send(answers.take()))) {
            var result = fetch(server.url("/"), "--retries", 2, "--json");

            assertThat(result.rows()).hasSize(1);
            assertThat(result.rows().getFirst()).containsEntry("ok", true).containsEntry("attempts", 2);
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void aPrivateAuthorityIsNamedAndTrustedByCacertAlone() throws Exception {
        var authority = new TestAuthority("CN=Weft Test Authority");
        var tls = authority.serverFor("127.0.0.1", Instant.now().plus(Duration.ofDays(1)));
        try (var server = RawServer.https(tls, client -> client.send(page("secret")))) {
            var refused = fetch(server.url("/"));
            var trusted = fetch(server.url("/"), "--cacert", authority.pem(temporary.resolve("ca.pem")));

            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("issued by 'CN=Weft Test Authority'", "--cacert FILE");
            assertThat(refused.out()).isEmpty();
            assertThat(trusted.exitCode()).isZero();
            assertThat(trusted.out()).startsWith(server.url("/") + "\t");
        }
    }

    @Test
    void controlCharactersInAUrlDoNotReachTheTerminal() throws Exception {
        var list =
                Files.writeString(temporary.resolve("urls.txt"), "http://a/\u001b[2Jx\nhttp://b/\u009b31m\u202ey\r\n");

        var result = fetch("http://c/\u001b]0;title\u0007\nz", "-i", list);

        assertThat(result.err().lines()).hasSize(3);
        assertThat(result.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void controlCharactersInAnAnswerDoNotReachTheTerminal() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 302 Found\r\nLocation: ftp://\u001b[31m/\u009b31m\r\n\r\n")) {
            var result = fetch(server.url("/"));

            assertThat(result.err()).startsWith(server.url("/") + ": ");
            assertThat(result.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsEachDownloadsFailure() throws Exception {
        var taken = Files.writeString(folder(), "in the way");
        try (var server = brokenServer()) {
            var result = fetch(server.url("/whole"));

            assertThat(result.err()).startsWith(server.url("/whole") + ": cannot write " + taken);
            assertThat(result.exitCode()).isOne();
        }
    }
}
