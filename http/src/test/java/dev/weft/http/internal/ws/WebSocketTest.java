package dev.weft.http.internal.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Action;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.Certificates;
import dev.weft.http.HttpClient;
import dev.weft.http.Message;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketClosedException;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.tls.VertxTls;
import dev.weft.loop.Loop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets over real sockets: ours on both sides, and raw ones that misbehave. */
@Timeout(60)
class WebSocketTest {
    private static final WebSocketOptions PLAIN = WebSocketOptions.defaults().withDeflate(false);

    private final HttpClient client = HttpClient.open();

    @AfterEach
    void close() {
        client.close();
    }

    private WebSocket connect(SocketServer server, WebSocketOptions options) {
        return client.webSocket(server.uri().toString(), options);
    }

    // ---- messages

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesComeWholeAndInOrder(boolean deflate) throws Exception {
        var options = WebSocketOptions.defaults().withDeflate(deflate);
        try (var server = new SocketServer(options, SocketServer::echo);
                var socket = connect(server, options)) {
            for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 1_000_000}) {
                var bytes = new byte[length];
                Arrays.fill(bytes, (byte) length);
                socket.send(bytes);
                socket.send("ü".repeat(length));

                assertThat(socket.receive()).isEqualTo(new Message.Binary(bytes));
                assertThat(socket.receive()).isEqualTo(new Message.Text("ü".repeat(length)));
            }
        }
    }

    @Test
    void iterationEndsWhenThePeerCloses() throws Exception {
        try (var server = new SocketServer(PLAIN, socket -> {
                    socket.send("one");
                    socket.send("two");
                    socket.close(3001, "that was all");
                });
                var socket = connect(server, PLAIN)) {
            var seen = new ArrayList<Message>();

            socket.forEach(seen::add);

            assertThat(seen).containsExactly(new Message.Text("one"), new Message.Text("two"));
            assertThat(socket.closeCode()).isEqualTo(3001);
            assertThat(socket.closeReason()).isEqualTo("that was all");
            assertThat(socket.isOpen()).isFalse();
            server.job().result();
        }
    }

    @Test
    void aStreamIsSentInFragmentsAsOneMessage() throws Exception {
        try (var server = new SocketServer(PLAIN, SocketServer::echo);
                var socket = connect(server, PLAIN)) {
            var bytes = new byte[200_000];
            Arrays.fill(bytes, (byte) 7);

            socket.send(new ByteArrayInputStream(bytes));

            assertThat(socket.receive()).isEqualTo(new Message.Binary(bytes));
        }
    }

    @Test
    void messagesOfManySendersDoNotMix() throws Exception {
        try (var server = new SocketServer(WebSocketOptions.defaults(), SocketServer::echo);
                var socket = connect(server, WebSocketOptions.defaults());
                Pool pool = ThreadPool.virtual()) {
            for (int i = 0; i < 8; i++) {
                var bytes = new byte[100_000];
                Arrays.fill(bytes, (byte) i);
                boolean stream = i % 2 == 0;
                Action send = () -> {
                    if (stream) {
                        socket.send(new ByteArrayInputStream(bytes));
                    } else {
                        socket.send(bytes);
                    }
                };
                pool.submit(send);
            }

            for (int i = 0; i < 8; i++) {
                var bytes = ((Message.Binary) Objects.requireNonNull(socket.receive())).bytes();
                assertThat(bytes).hasSize(100_000).containsOnly(bytes[0]);
            }
        }
    }

    @Test
    void bothAgreeOnTheServersFirstCommonSubProtocol() throws Exception {
        try (var server = new SocketServer(PLAIN.withSubProtocols("v2", "v1"), SocketServer::echo);
                var socket = connect(server, PLAIN.withSubProtocols("v1", "v0"))) {
            assertThat(socket.subProtocol()).isEqualTo("v1");
        }
    }

    @Test
    void aCoroutineOverTheEventLoopOfTheSocketWaitsWithoutHoldingIt() throws Exception {
        try (var server = new SocketServer(PLAIN, SocketServer::echo)) {
            var home = server.network().loops().getFirst();
            try (var loop = Loop.over(home.executor())) {
                server.network().bind(loop, home);
                Callable<Message> talk = () -> {
                    try (var socket = connect(server, PLAIN)) {
                        socket.send("from a coroutine");
                        return socket.receive();
                    }
                };
                var answer = loop.submit(talk).result();

                assertThat(answer).isEqualTo(new Message.Text("from a coroutine"));
                server.network().unbind(loop);
            }
        }
    }

    @Test
    void itSpeaksTls() throws Exception {
        var authority = new Certificates();
        var network = Network.acquire();
        var home = network.loops().getFirst();
        var secure = home.call(
                "listen",
                () -> network.vertx()
                        .createHttpServer(
                                VertxTls.server(authority.localhost().tls().build()))
                        .requestHandler(request -> {
                            request.pause();
                            WebSocketAccept.accept(request, home, PLAIN, "secure")
                                    .onSuccess(socket -> {
                                        socket.send("hello");
                                    });
                        })
                        .listen(0, "127.0.0.1"));
        try (var secureClient = HttpClient.builder().tls(authority.trusting()).open();
                var socket = secureClient.webSocket("wss://localhost:%d/".formatted(secure.actualPort()), PLAIN)) {
            assertThat(socket.receive()).isEqualTo(new Message.Text("hello"));
        } finally {
            home.call("close", secure::close);
            network.release();
        }
    }

    // ---- back-pressure

    @Test
    void aSlowReaderHoldsTheWriterUp() throws Exception {
        var sent = new AtomicInteger();
        var total = 2_000;
        try (var server = new SocketServer(PLAIN, socket -> {
                    var bytes = new byte[32 * 1024];
                    for (int i = 0; i < total; i++) {
                        socket.send(bytes);
                        sent.incrementAndGet();
                    }
                });
                var socket = connect(server, PLAIN)) {
            var job = server.job();
            awaitNoProgress(sent);
            assertThat(sent.get()).isLessThan(total);

            int received = 0;
            for (var _ : socket) {
                received++;
            }

            assertThat(received).isEqualTo(total);
            job.result();
        }
    }

    // Held up is what does not go on while it could: looked at until two looks far apart see the same.
    private static void awaitNoProgress(AtomicInteger count) throws InterruptedException {
        int before;
        do {
            before = count.get();
            Thread.sleep(200);
        } while (before == 0 || count.get() != before);
    }

    // ---- closing

    @Test
    void aSendAfterTheCloseFailsWithCodeAndReason() throws Exception {
        try (var server = new SocketServer(PLAIN, socket -> socket.close(4000, "no"));
                var socket = connect(server, PLAIN)) {
            assertThat(socket.receive()).isNull();

            assertThatThrownBy(() -> socket.send("too late"))
                    .isInstanceOfSatisfying(WebSocketClosedException.class, e -> {
                        assertThat(e.code()).isEqualTo(4000);
                        assertThat(e.reason()).isEqualTo("no");
                    })
                    .hasMessageContaining("cannot send: WebSocket to ws://127.0.0.1")
                    .hasMessageContaining("was closed with 4000, no");
        }
    }

    @Test
    void closeCodesThatMayNotTravelAreRefused() throws Exception {
        try (var server = new SocketServer(PLAIN, SocketServer::echo);
                var socket = connect(server, PLAIN)) {
            assertThatIllegalArgumentException().isThrownBy(() -> socket.close(1006, ""));
            assertThatIllegalArgumentException().isThrownBy(() -> socket.close(999, ""));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.close(1000, "x".repeat(124)))
                    .withMessage("reason of a close must have at most 123 bytes of UTF-8, has 124");
        }
    }

    @Test
    void closingWaitsNoLongerThanToldForAPeerThatDoesNotClose() throws Exception {
        var options = PLAIN.withCloseTimeout(Duration.ofMillis(50));
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            withRawServer(listening, peer -> {}, options, socket -> {
                socket.close();

                assertThat(socket.closeCode()).isEqualTo(1000);
            });
        }
    }

    @Test
    void anInterruptedCloseCutsTheConnection() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            withRawServer(listening, peer -> {}, PLAIN, socket -> {
                Thread.currentThread().interrupt();

                assertThatThrownBy(socket::close).isInstanceOf(WaitInterruptedException.class);

                assertThat(Thread.interrupted()).isTrue();
                assertThat(socket.isOpen()).isFalse();
            });
        }
    }

    @Test
    void aLostConnectionFailsTheReaderAfterWhatCameBefore() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            withRawServer(
                    listening,
                    peer -> {
                        peer.send("8102" + "6869");
                        peer.close();
                    },
                    PLAIN,
                    socket -> {
                        assertThat(socket.receive()).isEqualTo(new Message.Text("hi"));
                        assertThatThrownBy(socket::receive)
                                .isInstanceOfSatisfying(
                                        WebSocketClosedException.class,
                                        e -> assertThat(e.code()).isEqualTo(1006));
                    });
        }
    }

    @Test
    void framesThatComeTogetherWithTheHandshakeAreRead() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            withRawServer(listening, peer -> peer.send("8102" + "6869"), PLAIN, socket -> {
                assertThat(socket.receive()).isEqualTo(new Message.Text("hi"));
            });
        }
    }

    // ---- waiting

    @Test
    void aReceiveWithALimitLosesNoMessage() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = new SocketServer(PLAIN, socket -> {
                    go.await();
                    socket.send("at last");
                });
                var socket = connect(server, PLAIN)) {
            assertThatThrownBy(() -> socket.receive(Duration.ofMillis(10))).isInstanceOf(WaitTimeoutException.class);
            go.countDown();

            assertThat(socket.receive()).isEqualTo(new Message.Text("at last"));
        }
    }

    @Test
    void anInterruptEndsAWaitForAMessage() throws Exception {
        try (var server = new SocketServer(PLAIN, SocketServer::echo);
                var socket = connect(server, PLAIN)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(socket::receive).isInstanceOf(WaitInterruptedException.class);

            assertThat(Thread.interrupted()).isTrue();
            socket.send("still here");
            assertThat(socket.receive()).isEqualTo(new Message.Text("still here"));
        }
    }

    // ---- heart-beat

    @Test
    void aPeerThatDoesNotAnswerAPingIsLost() throws Exception {
        var options = PLAIN.withHeartbeat(Duration.ofMillis(40));
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            withRawServer(listening, peer -> {}, options, socket -> {
                assertThatThrownBy(socket::receive)
                        .isInstanceOf(WebSocketClosedException.class)
                        .hasMessageContaining("no answer to a ping within PT0.02S");
                assertThat(socket.closeCode()).isEqualTo(1006);
            });
        }
    }

    @Test
    void aPeerThatAnswersPingsStays() throws Exception {
        var options = PLAIN.withHeartbeat(Duration.ofMillis(200));
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            withRawServer(
                    listening,
                    peer -> {
                        for (int i = 0; i < 3; i++) {
                            assertThat(peer.frame()).startsWith("8980");
                            peer.send("8a00");
                        }
                        peer.send("8102" + "6869");
                    },
                    options,
                    socket -> assertThat(socket.receive()).isEqualTo(new Message.Text("hi")));
        }
    }

    @Test
    void pingsAreAnsweredThoughNobodyReceives() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = new SocketServer(PLAIN, socket -> over.await());
                var peer = RawPeer.client(server.port())) {
            peer.send("8982" + "00000000" + "6869");

            assertThat(peer.frame()).isEqualTo("8a02" + "6869");
            over.countDown();
        }
    }

    // ---- peers that break the protocol

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8100", // not masked
                "a18000000000", // a reserved bit
                "c18000000000", // compressed, which was not agreed on
                "838000000000", // an unknown opcode
                "098000000000", // a fragmented ping
                "89fe007e00000000", // a ping of 126 bytes
                "808000000000", // a continuation without a start
                "018000000000018000000000", // a start within a message
                "88820000000003ee" // close code 1006
            })
    void whatBreaksTheProtocolIsClosedWith1002AndNotDelivered(String hex) throws Exception {
        closesWith(1002, hex);
    }

    @Test
    void textThatIsNoUtf8IsClosedWith1007() throws Exception {
        closesWith(1007, "818100000000ff");
    }

    @Test
    void aMessageOverTheLimitIsClosedWith1009() throws Exception {
        closesWith(1009, "82ff0000000000400001" + "00000000");
    }

    private static void closesWith(int code, String hex) throws Exception {
        var seen = new ArrayList<Message>();
        try (var server = new SocketServer(PLAIN, socket -> socket.forEach(seen::add));
                var peer = RawPeer.client(server.port())) {
            peer.send(hex);

            assertThat(peer.closeCode()).isEqualTo(code);
            assertThat(peer.isAtEnd()).isTrue();
            var failure = server.job().exception();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            WebSocketClosedException.class,
                            e -> assertThat(e.code()).isEqualTo(code));
            assertThat(seen).isEmpty();
        }
    }

    // ---- a raw server

    private interface RawTalk {
        void with(RawPeer peer) throws IOException;
    }

    private void withRawServer(ServerSocket listening, RawTalk talk, WebSocketOptions options, SocketServer.Talk test)
            throws Exception {
        try (Pool pool = ThreadPool.virtual()) {
            var over = new CountDownLatch(1);
            Callable<Boolean> serve = () -> {
                try (var peer = RawPeer.server(listening)) {
                    talk.with(peer);
                    over.await();
                }
                return true;
            };
            var serving = pool.submit(serve);
            try {
                var socket = client.webSocket("ws://127.0.0.1:%d/".formatted(listening.getLocalPort()), options);
                try {
                    test.with(socket);
                } finally {
                    over.countDown();
                    socket.close();
                }
                serving.result();
            } finally {
                over.countDown();
            }
        }
    }
}
