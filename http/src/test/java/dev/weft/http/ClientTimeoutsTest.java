package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.WaitInterruptedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ClientTimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(60);

    private final HttpClient client = HttpClient.open();
    private final Timeouts defaults = Timeouts.defaults();

    @AfterEach
    void close() {
        client.close();
    }

    private static HttpTimeoutException timeoutOf(Runnable call) {
        try {
            call.run();
        } catch (HttpTimeoutException e) {
            return e;
        }
        throw new AssertionError("it went well");
    }

    /** A listener whose queue is full does not answer any more. */
    private static void withoutAnswer(IntConsumer test) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var waiting = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 2; i++) {
                    waiting.add(new Socket(server.getInetAddress(), server.getLocalPort()));
                }
                test.accept(server.getLocalPort());
            } finally {
                for (var socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void connecting() throws IOException {
        withoutAnswer(port -> {
            var uri = "http://127.0.0.1:%d/x".formatted(port);

            var timeout = timeoutOf(
                    () -> client.get(uri).timeouts(defaults.withConnect(SHORT)).text());

            assertThat(timeout)
                    .hasMessage(
                            ("GET %s timed out after PT0.06S while connecting: 127.0.0.1:%d does not answer; is it up, or does"
                                            + " a firewall drop what is sent? Or raise Timeouts.connect")
                                    .formatted(uri, port));
            assertThat(timeout.phase()).isEqualTo(Phase.CONNECT);
            assertThat(timeout.limit()).isEqualTo(SHORT);
        });
    }

    @Test
    void lookingUpTheHost() {
        var never = new CountDownLatch(1);
        try (var slow = HttpClient.builder()
                .resolver(
                        host -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                            return List.of();
                        },
                        SHORT)
                .open()) {
            assertThat(timeoutOf(() -> slow.get("http://slow.invalid/x")
                            .timeouts(defaults.withConnect(SHORT))
                            .text()))
                    .hasMessage(
                            "GET http://slow.invalid/x timed out after PT0.06S while looking up the host: the resolver does not"
                                    + " answer; raise Timeouts.connect, or see to the DNS");
        }
    }

    @Test
    void theTlsHandshake() {
        try (var peer = RawPeer.open(RawPeer.Talk::awaitEnd)) {
            var uri = peer.uri("/x").replace("http:", "https:");

            assertThat(timeoutOf(() ->
                            client.get(uri).timeouts(defaults.withTls(SHORT)).text()))
                    .hasMessage(
                            ("GET %s timed out after PT0.06S while making the TLS handshake: 127.0.0.1:%d does not answer;"
                                            + " does it speak TLS? Or raise Timeouts.tls")
                                    .formatted(uri, peer.port()));
        }
    }

    @Test
    void theFirstByte() {
        try (var peer = RawPeer.open(RawPeer.Talk::awaitEnd)) {
            assertThat(timeoutOf(() -> client.get(peer.uri("/x"))
                            .timeouts(defaults.withFirstByte(SHORT))
                            .text()))
                    .hasMessage(
                            ("GET %s timed out after PT0.06S while waiting for the response: 127.0.0.1:%d has not begun to"
                                            + " answer; raise Timeouts.firstByte if it needs longer")
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void betweenBytesOfTheResponse() {
        try (var peer = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            talk.awaitEnd();
        })) {
            assertThat(timeoutOf(() -> client.get(peer.uri("/x"))
                            .timeouts(defaults.withBetweenBytes(SHORT))
                            .text()))
                    .hasMessage(("GET %s timed out after PT0.06S while reading the body: 127.0.0.1:%d sends no more;"
                                    + " raise Timeouts.betweenBytes if it needs longer")
                            .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void betweenBytesOfTheRequest() {
        var end = new CountDownLatch(1);
        try (var peer = RawPeer.open(talk -> end.await())) {
            assertThat(timeoutOf(() -> client.post(peer.uri("/x"))
                            .body(Body.bytes(new byte[50_000_000]))
                            .timeouts(defaults.withBetweenBytes(SHORT))
                            .text()))
                    .hasMessage(
                            ("POST %s timed out after PT0.06S while sending the request: 127.0.0.1:%d takes no more of the"
                                            + " body; raise Timeouts.betweenBytes")
                                    .formatted(peer.uri("/x"), peer.port()));
            end.countDown();
        }
    }

    @Test
    void theWhole() {
        try (var peer = RawPeer.open(RawPeer.Talk::awaitEnd)) {
            var timeout = timeoutOf(() -> client.get(peer.uri("/x"))
                    .timeouts(defaults.withTotal(SHORT))
                    .text());

            assertThat(timeout)
                    .hasMessage(
                            ("GET %s timed out after PT0.06S while waiting for the response: the whole request may take no"
                                            + " longer; raise Timeouts.total, or see what is slow")
                                    .formatted(peer.uri("/x")));
        }
    }

    @Test
    void theWholeOfABodyThatComesInDrops() {
        try (var peer = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                talk.write("x");
            }
        })) {
            assertThat(timeoutOf(() -> client.get(peer.uri("/x"))
                                    .timeouts(defaults.withTotal(Duration.ofSeconds(1)))
                                    .mostBytes(Long.MAX_VALUE)
                                    .text())
                            .phase())
                    .isEqualTo(Phase.BODY);
        }
    }

    @Test
    void aTimeoutOfZeroIsRefused() {
        assertThatThrownBy(() -> defaults.withTls(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tls must be positive, was PT0S");
    }

    @Test
    void anInterruptedCallEndsAndClosesItsSocket() throws Exception {
        var asked = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (var peer = RawPeer.open(talk -> {
            talk.head();
            asked.countDown();
            talk.awaitEnd();
            ended.countDown();
        })) {
            var caught = new ArrayList<Throwable>();
            var caller = Thread.ofPlatform().start(() -> {
                try {
                    client.get(peer.uri("/x")).text();
                } catch (WaitInterruptedException e) {
                    caught.add(e);
                }
            });
            asked.await();

            caller.interrupt();

            caller.join();
            ended.await();
            assertThat(caught).hasSize(1);
            ClientConnectionsTest.await(() -> client.toString().equals("HttpClient[0 connections, 0 waiting]"));
        }
    }

    @Test
    void anInterruptedCallThatConnectsFreesItsPlace() throws Exception {
        withoutAnswer(port -> {
            try (var narrow = HttpClient.builder().limit(1).open();
                    var peer = RawPeer.open(talk -> {
                        talk.head();
                        talk.ok("x");
                    })) {
                var caller = Thread.ofPlatform().start(() -> {
                    try {
                        narrow.get("http://127.0.0.1:%d/".formatted(port)).text();
                    } catch (WaitInterruptedException e) {
                        // as it should
                    }
                });
                ClientConnectionsTest.await(() -> narrow.toString().equals("HttpClient[1 connections, 0 waiting]"));

                caller.interrupt();

                assertThat(narrow.get(peer.uri("/")).text()).isEqualTo("x");
            }
        });
    }
}
