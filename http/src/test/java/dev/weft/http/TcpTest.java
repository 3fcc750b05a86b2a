package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Action;
import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.loop.Loop;
import dev.weft.testkit.Observed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams over real sockets: ours on both sides, and the JDK's where a peer misbehaves. */
@Timeout(120)
class TcpTest {
    @TempDir
    Path folder;

    private static TcpStream connect(TcpServer server) {
        return TcpStream.connect("127.0.0.1", server.port());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- reading

    @ParameterizedTest
    @EnumSource
    void linesAreEchoed(TcpPlace place) {
        try (var server = place.open(TcpPlace::echoLines);
                var stream = connect(server)) {
            stream.write("hello\r\nwörld\n");

            assertThat(stream.readLine()).isEqualTo("hello");
            assertThat(stream.readLine()).isEqualTo("wörld");
        }
    }

    @Test
    void aCoroutineConnectsAndReads() {
        try (var server = TcpServer.open(TcpPlace::echoLines)) {
            var answer = Loop.run(() -> {
                try (var stream = connect(server)) {
                    stream.write("from a coroutine\n");
                    return stream.readLine();
                }
            });

            assertThat(answer).isEqualTo("from a coroutine");
        }
    }

    @Test
    void theLastLineMayLackItsEnd() {
        try (var server = TcpServer.open(stream -> stream.write("one\ntwo"));
                var stream = connect(server)) {
            assertThat(stream.readLine()).isEqualTo("one");
            assertThat(stream.readLine()).isEqualTo("two");
            assertThat(stream.readLine()).isNull();
            assertThat(stream.isAtEnd()).isTrue();
        }
    }

    @Test
    void exactlySoManyBytesAreReadOrTheExceptionHasWhatCame() {
        var many = new byte[1_000_000];
        Arrays.fill(many, (byte) 3);
        try (var server = TcpServer.open(stream -> {
                    stream.write(many);
                    stream.write("rest");
                });
                var stream = connect(server)) {
            assertThat(stream.readExactly(many.length)).isEqualTo(many);
            assertThat(stream.readExactly(0)).isEmpty();

            assertThatThrownBy(() -> stream.readExactly(5))
                    .isInstanceOfSatisfying(
                            IncompleteReadException.class,
                            e -> assertThat(e.partial()).isEqualTo(bytes("rest")))
                    .hasMessageContaining("ended after 4 of 5 bytes");
        }
    }

    @Test
    void readingUntilASeparatorReturnsThatToo() {
        try (var server = TcpServer.open(stream -> stream.write("head\r\n\r\nbody"));
                var stream = connect(server)) {
            assertThat(stream.readUntil("\r\n\r\n")).isEqualTo(bytes("head\r\n\r\n"));
            assertThatThrownBy(() -> stream.readUntil("\r\n\r\n"))
                    .isInstanceOfSatisfying(
                            IncompleteReadException.class,
                            e -> assertThat(e.partial()).isEqualTo(bytes("body")));
            assertThat(stream.readUntil("\r\n\r\n")).isNull();
        }
    }

    @Test
    void aLineOverTheLimitIsRefusedAndNotLost() {
        try (var server = TcpServer.open(stream -> stream.write("x".repeat(100_000) + "\nnext\n"));
                var stream = connect(server)) {
            assertThatThrownBy(stream::readLine)
                    .isInstanceOf(LimitOverrunException.class)
                    .hasMessageContaining("no end of the line within 65536 bytes")
                    .hasMessageContaining("nothing was taken");

            assertThat(stream.readLine(200_000)).hasSize(100_000);
            assertThat(stream.readLine()).isEqualTo("next");
        }
    }

    @Test
    void aLimitAboveWhatMayWaitIsReached() {
        try (var server = TcpServer.open(stream -> stream.write("x".repeat(3_000_000) + "\n"));
                var stream = connect(server)) {
            assertThat(stream.readLine(4_000_000)).hasSize(3_000_000);
        }
    }

    @Test
    void readTakesWhatIsThere() {
        try (var server = TcpServer.open(stream -> {
                    stream.write("abc");
                    stream.readLine();
                });
                var stream = connect(server)) {
            assertThat(stream.read(2)).isEqualTo(bytes("ab"));
            assertThat(stream.read(100)).isEqualTo(bytes("c"));
            stream.write("go\n");
            assertThat(stream.read(100)).isEmpty();
        }
    }

    @Test
    void theJdksStreamsSeeTheSameBytes() throws Exception {
        try (var server = TcpServer.open(stream -> stream.input().transferTo(stream.output()));
                var stream = connect(server)) {
            var out = stream.output();
            out.write(bytes("line one\nline two\n"));
            out.close();

            var lines = new BufferedReader(new InputStreamReader(stream.input(), StandardCharsets.UTF_8));

            assertThat(lines.lines()).containsExactly("line one", "line two");
        }
    }

    // ---- waiting

    @Test
    void anOverdueReadLosesNothing() {
        var go = new CountDownLatch(1);
        try (var server = TcpPlace.VIRTUAL_THREADS.open(stream -> {
                    stream.write("be");
                    go.await();
                    stream.write("gun\n");
                });
                var stream = connect(server)) {
            stream.readTimeout(Duration.ofMillis(50));
            assertThatThrownBy(stream::readLine).isInstanceOf(WaitTimeoutException.class);
            go.countDown();
            stream.readTimeout(null);

            assertThat(stream.readLine()).isEqualTo("begun");
        }
    }

    @Test
    void anInterruptEndsARead() {
        try (var server = TcpServer.open(TcpPlace::echoLines);
                var stream = connect(server)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(stream::readLine).isInstanceOf(WaitInterruptedException.class);

            assertThat(Thread.interrupted()).isTrue();
            stream.write("still here\n");
            assertThat(stream.readLine()).isEqualTo("still here");
        }
    }

    // ---- back-pressure

    @ParameterizedTest
    @EnumSource
    void aSlowReaderHoldsTheWriterUp(TcpPlace place) throws Exception {
        var sent = new AtomicInteger();
        int total = 1_000;
        try (var server = place.open(stream -> {
                    var bytes = new byte[64 * 1024];
                    for (int i = 0; i < total; i++) {
                        stream.write(bytes);
                        sent.incrementAndGet();
                    }
                });
                var stream = connect(server)) {
            awaitNoProgress(sent);
            assertThat(sent.get()).isLessThan(total);

            assertThat(stream.readExactly(total * 64 * 1024)).hasSize(total * 64 * 1024);

            assertThat(stream.read(1)).isEmpty();
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

    // ---- ends

    @Test
    void anOutputThatWasShutDownEndsThePeersReadingOnly() {
        try (var server = TcpServer.open(stream -> {
                    int lines = 0;
                    while (stream.readLine() != null) {
                        lines++;
                    }
                    stream.write("%d lines\n".formatted(lines));
                });
                var stream = connect(server)) {
            stream.write("a\nb\nc\n");
            stream.shutdownOutput();

            assertThat(stream.readLine()).isEqualTo("3 lines");
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.write("more"))
                    .withMessageContaining("was shut down before");
        }
    }

    @Test
    void aPeerThatResetsFailsTheReaderAfterWhatCameBefore() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var stream = TcpStream.connect("127.0.0.1", listening.getLocalPort())) {
            try (var peer = listening.accept()) {
                peer.getOutputStream().write(bytes("whole\npart"));
                assertThat(stream.readLine()).isEqualTo("whole");
                peer.setSoLinger(true, 0);
            }

            assertThatThrownBy(stream::readLine)
                    .isInstanceOf(TcpException.class)
                    .hasMessageContaining("stream to 127.0.0.1");
        }
    }

    @Test
    void aHandlerThatFailsResetsItsStream() {
        try (var server = TcpServer.open(stream -> {
                    stream.readLine();
                    throw new IllegalStateException("on purpose");
                });
                var stream = connect(server)) {
            stream.write("go\n");
            assertThatThrownBy(() -> {
                        while (stream.read(100).length > 0) {}
                    })
                    .isInstanceOf(TcpLostException.class);
        }
    }

    @Test
    void aClosedStreamIsReadAndWrittenNoMore() {
        try (var server = TcpServer.open(TcpPlace::echoLines)) {
            var stream = connect(server);
            stream.close();
            stream.close();

            assertThatThrownBy(stream::readLine)
                    .isInstanceOf(TcpLostException.class)
                    .hasMessageContaining("it is closed");
            assertThatThrownBy(() -> stream.write("x")).isInstanceOf(TcpLostException.class);
        }
    }

    @Test
    void closingSendsWhatWasWritten() {
        var received = new LinkedBlockingQueue<Integer>();
        try (var server = TcpServer.open(stream -> received.add(stream.input().readAllBytes().length))) {
            try (var stream = connect(server)) {
                stream.write(new byte[1_000_000]);
            }
            assertThat(take(received)).isEqualTo(1_000_000);
        }
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- connecting

    @Test
    void whereNobodyListensIsSaid() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> TcpStream.connect("127.0.0.1", port))
                .isInstanceOfSatisfying(
                        TcpConnectException.class, e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT))
                .hasMessageStartingWith("cannot connect to 127.0.0.1:%d, connecting: ".formatted(port))
                .hasMessageContaining("Connection refused")
                .hasMessageEndingWith("does something listen there?");
    }

    @Test
    void aHostThatIsNotFoundIsSaid() {
        var soon = TcpOptions.defaults().withConnectTimeout(Duration.ofSeconds(20));

        assertThatThrownBy(() -> TcpStream.connect("no-such-host.invalid", 80, soon))
                .isInstanceOfSatisfying(
                        TcpConnectException.class, e -> assertThat(e.phase()).isEqualTo(Phase.DNS))
                .hasMessageContaining("no-such-host.invalid:80");
    }

    @Test
    void portsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TcpStream.connect("localhost", 70_000))
                .withMessage("port must be 1 to 65535, was 70000");
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        try (var server = TcpServer.open(TcpPlace::echoLines)) {
            assertThatThrownBy(() -> TcpServer.builder().port(server.port()).open(TcpPlace::echoLines))
                    .isInstanceOf(TcpConnectException.class)
                    .hasMessageContaining("cannot listen on /127.0.0.1:%d".formatted(server.port()))
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void unixSocketsDoTheSame() {
        var path = folder.resolve("echo.sock");
        try (var server = TcpServer.builder().unixSocket(path).open(TcpPlace::echoLines);
                var stream = TcpStream.connect(path)) {
            stream.write("hello\n");

            assertThat(stream.readLine()).isEqualTo("hello");
            assertThat(server.address()).isEqualTo(UnixDomainSocketAddress.of(path));
        }
        assertThat(Files.exists(path)).isFalse();
    }

    // ---- the server

    @Test
    void closingWaitsForConnectionsAndThenCancelsThem() throws Exception {
        var waiting = new CountDownLatch(1);
        var interrupted = new LinkedBlockingQueue<String>();
        var server = TcpServer.builder().shutdownGrace(Duration.ofMillis(50)).open(stream -> {
            waiting.countDown();
            try {
                stream.readLine();
            } catch (WaitInterruptedException e) {
                interrupted.add("interrupted");
                throw e;
            }
        });
        try (var stream = connect(server)) {
            waiting.await();

            server.close();

            assertThat(interrupted).containsExactly("interrupted");
            assertThat(server.connections()).isZero();
            assertThatThrownBy(() -> connect(server)).isInstanceOf(TcpConnectException.class);
            assertThatThrownBy(stream::readLine).isInstanceOf(TcpException.class);
        }
    }

    @Test
    void aConnectionWhoseJobNeverRanIsResetToo() throws Exception {
        var busy = new CountDownLatch(1);
        try (var one = ThreadPool.open(1)) {
            var server = TcpServer.builder()
                    .handleOn(one)
                    .shutdownGrace(Duration.ZERO)
                    .open(stream -> {
                        busy.countDown();
                        stream.readLine();
                    });
            try (var first = connect(server);
                    var second = connect(server)) {
                busy.await();
                Observed.until("both to be taken", () -> server.connections() == 2);

                server.close();

                for (var stream : List.of(first, second)) {
                    assertThatThrownBy(stream::readLine).isInstanceOf(TcpException.class);
                }
            }
        }
    }

    @Test
    void closingAgainChangesNothingThoughTheNetworkIsGone() {
        TcpStream stream;
        try (var server = TcpServer.open(TcpPlace::echoLines)) {
            stream = connect(server);
            stream.close();
        }

        stream.close();
        stream.reset();
    }

    @Test
    void manyConnectionsAtOnceAreServedOnEveryLoop() throws Exception {
        try (var server = TcpServer.open(TcpPlace::echoLines);
                Pool pool = ThreadPool.virtual()) {
            var jobs = new ArrayList<Future<?>>();
            for (int i = 0; i < 500; i++) {
                var text = "client " + i;
                Action talk = () -> {
                    try (var stream = connect(server)) {
                        for (int turn = 0; turn < 5; turn++) {
                            stream.write(text + "\n");
                            assertThat(stream.readLine()).isEqualTo(text);
                        }
                    }
                };
                jobs.add(pool.submit(talk));
            }
            for (var job : jobs) {
                job.result();
            }
        }
    }
}
