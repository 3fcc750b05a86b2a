package dev.weft.http.internal.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Action;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.http.ConnectFailedException;
import dev.weft.http.DisconnectedException;
import dev.weft.http.HttpClient;
import dev.weft.http.HttpException;
import dev.weft.http.HttpTimeoutException;
import dev.weft.http.Message;
import dev.weft.http.Phase;
import dev.weft.http.ProtocolException;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import dev.weft.http.StatusException;
import dev.weft.http.Timeouts;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.testing.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a client comes to a WebSocket, or does not, and what becomes of it with the client. */
@Timeout(60)
class WebSocketClientTest {
    private static final WebSocketOptions PLAIN = WebSocketOptions.defaults().withDeflate(false);

    private final HttpClient client = HttpClient.open();

    @AfterEach
    void close() {
        client.close();
    }

    private WebSocket connect(SocketServer server, WebSocketOptions options) {
        return client.webSocket(server.uri().toString(), options);
    }

    // ---- handshakes that fail

    @Test
    void aRequestThatIsNoHandshakeIsRefused() throws Exception {
        try (var server = new SocketServer(PLAIN, SocketServer::echo)) {
            var request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            try (var browser = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                browser.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

                var answer = new String(browser.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer)
                        .startsWith("HTTP/1.1 426 Upgrade Required")
                        .contains("Upgrade: websocket is missing");
            }
        }
    }

    @Test
    void aWrongAcceptIsRefused() throws Exception {
        var upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
        refused(
                upgraded + "Sec-WebSocket-Accept: x\r\n\r\n",
                ProtocolException.class,
                "Sec-WebSocket-Accept does not fit the key");
        refused("HTTP/1.1 404 Not Found\r\n\r\n", StatusException.class, "it answers 404 Not Found, and not 101");
        refused("SSH-2.0-OpenSSH\r\n\r\n", ProtocolException.class, "not an HTTP/1.1 response: SSH-2.0-OpenSSH");
        refused("", DisconnectedException.class, "closed the connection before it answered");
    }

    private void refused(String answer, Class<? extends HttpException> type, String words) throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Pool pool = ThreadPool.virtual()) {
            Action serve = () -> {
                try (var socket = listening.accept()) {
                    socket.getInputStream().read(new byte[10_000]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            };
            pool.submit(serve);

            assertThatThrownBy(() -> client.webSocket("ws://127.0.0.1:%d/".formatted(listening.getLocalPort()), PLAIN))
                    .isInstanceOf(type)
                    .hasMessageContaining(words);
        }
    }

    @Test
    void addressesHeadersAndMethodsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.webSocket("ftp://x/", PLAIN))
                .withMessage("'ftp://x/' has the scheme 'ftp': the client speaks http and https");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> client.get("http://x/").header("Upgrade", "h2c").webSocket(PLAIN))
                .withMessageContaining("header Upgrade belongs to the handshake");
        assertThatIllegalStateException()
                .isThrownBy(() -> client.post("http://x/").webSocket(PLAIN))
                .withMessage("a WebSocket is asked for by GET without a body, not by POST http://x/");
    }

    // ---- the client that it came from

    @Test
    void closingTheClientClosesItsWebSockets() throws Exception {
        try (var server = new SocketServer(PLAIN, socket -> {
            assertThat(socket.receive()).isNull();
            assertThat(socket.closeCode()).isEqualTo(1001);
        })) {
            var socket = connect(server, PLAIN);

            client.close();

            server.job().result();
            assertThat(socket.isOpen()).isFalse();
            assertThatThrownBy(() -> connect(server, PLAIN)).isInstanceOf(ConnectFailedException.class);
        }
    }

    @Test
    void aWebSocketIsOneOfTheClientsConnectionsUntilItIsClosed() throws Exception {
        try (var server = new SocketServer(PLAIN, SocketServer::echo);
                var small = HttpClient.builder()
                        .limit(1)
                        .timeouts(Timeouts.defaults().withPoolWait(Duration.ofMillis(50)))
                        .open()) {
            var uri = server.uri().toString();
            try (var _ = small.webSocket(uri, PLAIN)) {
                assertThatThrownBy(() -> small.webSocket(uri, PLAIN))
                        .isInstanceOfSatisfying(
                                HttpTimeoutException.class,
                                e -> assertThat(e.phase()).isEqualTo(Phase.POOL));
            }

            small.webSocket(uri, PLAIN).close();
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredTimesOutAndFreesItsPlace() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var small = HttpClient.builder()
                        .limit(1)
                        .timeouts(Timeouts.defaults().withFirstByte(Duration.ofMillis(20)))
                        .open()) {
            var uri = "ws://127.0.0.1:%d/".formatted(listening.getLocalPort());
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> small.webSocket(uri, PLAIN))
                        .isInstanceOfSatisfying(
                                HttpTimeoutException.class,
                                e -> assertThat(e.phase()).isEqualTo(Phase.RESPONSE));
            }
        }
    }

    @Test
    void headersCookiesAndTheQueryTravel() throws Exception {
        var routes = Routes.create()
                .get("/", request -> Response.text("").withHeader("Set-Cookie", "who=ada"))
                .get("/ws", request -> {
                    var said = "%s, %s, %s"
                            .formatted(
                                    request.headers().first("Cookie"),
                                    request.headers().first("Origin"),
                                    request.query("a"));
                    return Response.webSocket(socket -> socket.send(said));
                });
        try (var server = TestServer.of(routes)) {
            server.get("/").text();
            try (var socket =
                    server.get("/ws?a=1").header("Origin", "http://here").webSocket(PLAIN)) {
                assertThat(socket.receive()).isEqualTo(new Message.Text("who=ada, http://here, 1"));
            }
        }
    }
}
