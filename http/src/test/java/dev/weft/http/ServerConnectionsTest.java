package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Promise;
import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Old clients, local ones, and some that go in the middle. */
@Timeout(120)
final class ServerConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    // ---- Unix sockets

    @Test
    void aServerListensOnAUnixSocketWhoseFileIsGoneAfterwards() throws Exception {
        var socket = folder.resolve("weft.sock");
        var routes = Routes.create().get("/", r -> Response.text(r.header("Host") + " " + r.remote()));

        try (var server = HttpServer.builder().unixSocket(socket).open(routes);
                var client = HttpClient.builder().unixSocket(socket).open()) {
            assertThat(client.get(server.uri().resolve("/")).text()).startsWith("localhost ");
            assertThat(server.port()).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aFileThatIsNoSocketIsNotReplacedByOne() throws Exception {
        var taken = Files.writeString(folder.resolve("taken"), "a file");

        assertThatThrownBy(() -> HttpServer.builder().unixSocket(taken).open(Routes.create()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot listen on %s: something is there that is no socket; remove it, or choose another path",
                        taken);
        assertThatThrownBy(() -> TcpServer.builder().unixSocket(taken).open(TcpStream::close))
                .isInstanceOf(TcpConnectException.class)
                .hasMessageStartingWith("cannot listen on %s: something is there", taken);
        assertThat(taken).hasContent("a file");
    }

    @Test
    void theSocketOfAServerThatIsGoneIsReplacedAndThatOfOneThatRunsNot() throws Exception {
        var socket = folder.resolve("weft.sock");
        try (var gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();

        try (var running = HttpServer.builder().unixSocket(socket).open(Routes.create())) {
            assertThatThrownBy(() -> HttpServer.builder().unixSocket(socket).open(Routes.create()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen on %s: another server does", socket);
            assertThat(running.uri()).hasToString("http://localhost");
        }
    }

    // ---- HTTP/1.0

    @Test
    void toAClientOfHttp10AStreamEndsWithTheConnection() throws Exception {
        var routes = Routes.create()
                .get(
                        "/",
                        _ -> Response.stream("x/y", out -> {
                            out.write("one ".getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                            out.write("two".getBytes(StandardCharsets.US_ASCII));
                        }));
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");

            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.0 200")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .endsWith("\r\n\r\none two");
        }
    }

    @Test
    void aClientOfHttp10KeepsItsConnectionWhereItAsksTo() throws Exception {
        var routes = Routes.create().get("/{n}", r -> Response.text(r.path("n")));
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            client.send("GET /one HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.until("one")).containsIgnoringCase("connection: keep-alive");

            client.send("GET /two HTTP/1.0\r\nHost: a\r\n\r\n");
            assertThat(client.untilClosed()).endsWith("\r\n\r\ntwo");
        }
    }

    // ---- clients that go

    @Test
    void aHandlerIsToldThatItsClientWentInTheMiddleOfTheBody() throws Exception {
        var told = Promise.<IOException>named("what the handler was told");
        var routes = Routes.create().post("/", request -> {
            try {
                return Response.text(request.text());
            } catch (IOException e) {
                told.succeed(e);
                throw e;
            }
        });
        try (var server = HttpServer.builder().open(routes)) {
            try (var client = new RawSocket(server.port())) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            }

            assertThat(told.future().result(LONG)).hasMessageMatching("the client went after [03] bytes of the body");
        }
    }

    @Test
    void aHandlerThatStreamsIsToldThatItsClientWent() throws Exception {
        var told = Promise.<IOException>named("what the handler was told");
        var routes = Routes.create()
                .get(
                        "/",
                        _ -> Response.stream("x/y", out -> {
                            try {
                                while (true) {
                                    out.write(new byte[64 * 1024]);
                                }
                            } catch (IOException e) {
                                told.succeed(e);
                                throw e;
                            }
                        }));
        try (var server = HttpServer.builder().open(routes)) {
            try (var client = new RawSocket(server.port())) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").until("\r\n\r\n");
            }

            assertThat(told.future().result(LONG)).hasMessageContaining("the client is gone");
        }
    }

    @Test
    void whatClientsThatWentHadSentIsForgottenAndOthersAreServed() throws Exception {
        var routes = Routes.create().post("/", request -> Response.text(request.text()));
        try (var pool = ThreadPool.virtual();
                var server = HttpServer.builder().handleOn(pool).open(routes)) {
            for (int i = 0; i < 200; i++) {
                try (var client = new RawSocket(server.port())) {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(50_000));
                }
            }
            try (var client = new RawSocket(server.port())) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
                assertThat(client.untilClosed()).endsWith("\r\n\r\nhi");
            }
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
        }
    }
}
