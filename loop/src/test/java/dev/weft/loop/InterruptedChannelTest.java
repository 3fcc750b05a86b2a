package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.testkit.ManualClock;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The waits of sockets and channels: a cancel or a deadline ends them, closes most of them, and leaves the status set. */
class InterruptedChannelTest {
    private static final Duration LIMIT = Duration.ofHours(1);

    private final Loop loop = Loop.open();
    private final Opened opened = new Opened();

    /** A wait, and whether what it waited in is closed now. */
    record Waiting(Wait block, BooleanSupplier closed) {}

    /** Opens what is waited in. */
    interface Setup {
        Waiting open(Opened opened) throws IOException;
    }

    /** What is to be closed after the test. */
    static final class Opened {
        private final Deque<Closeable> all = new ArrayDeque<>();

        <C extends Closeable> C add(C resource) {
            all.push(resource);
            return resource;
        }

        void close() throws IOException {
            for (var resource : all) {
                resource.close();
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        loop.closeNow();
        opened.close();
    }

    static Stream<Arguments> closedOnes() {
        return Stream.of(
                arguments("Socket read", SocketException.class, (Setup) InterruptedChannelTest::socket),
                arguments("ServerSocket accept", SocketException.class, (Setup) opened -> {
                    var server = opened.add(server());
                    return new Waiting(server::accept, server::isClosed);
                }),
                arguments("SocketChannel read", ClosedByInterruptException.class, (Setup)
                        InterruptedChannelTest::channel),
                arguments("ServerSocketChannel accept", ClosedByInterruptException.class, (Setup) opened -> {
                    var server = opened.add(ServerSocketChannel.open()).bind(loopback());
                    return new Waiting(server::accept, () -> !server.isOpen());
                }),
                arguments("DatagramChannel receive", ClosedByInterruptException.class, (Setup) opened -> {
                    var channel = opened.add(DatagramChannel.open()).bind(loopback());
                    return new Waiting(() -> channel.receive(ByteBuffer.allocate(1)), () -> !channel.isOpen());
                }),
                arguments("Pipe read", ClosedByInterruptException.class, (Setup) opened -> {
                    var pipe = Pipe.open();
                    opened.add(pipe.sink());
                    var source = opened.add(pipe.source());
                    return new Waiting(() -> source.read(ByteBuffer.allocate(1)), () -> !source.isOpen());
                }));
    }

    static Stream<Arguments> openOnes() {
        return Stream.of(
                arguments("Selector.select", true, (Setup) opened -> {
                    var selector = opened.add(Selector.open());
                    return new Waiting(selector::select, () -> !selector.isOpen());
                }),
                arguments("LockSupport.park", true, (Setup) _ -> new Waiting(LockSupport::park, () -> false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closedOnes")
    void aCancelEndsItAndClosesItAndLeavesTheStatusSet(String name, Class<?> thrown, Setup setup) throws Exception {
        var waiting = setup.open(opened);
        var ended = cancelled(waiting.block());

        assertThat(ended.thrown()).isInstanceOf(thrown);
        assertThat(ended.interrupted()).isTrue();
        assertThat(waiting.closed().getAsBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closedOnes")
    void aDeadlineEndsItAndClosesItAndLeavesNoStatusBehind(String name, Class<? extends Throwable> thrown, Setup setup)
            throws Exception {
        var waiting = setup.open(opened);
        var clock = new ManualClock();
        var thread = new CompletableFuture<Thread>();
        var job = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            return Ended.of(() -> Deadline.after(LIMIT, clock).run(waiting.block()));
        });
        clock.awaitTimers(1);
        Observed.waiting(thread.get());

        clock.advance(LIMIT);

        var ended = job.result();
        assertThat(ended.thrown()).isInstanceOf(DeadlineExceededException.class).hasCauseInstanceOf(thrown);
        assertThat(ended.interrupted()).isFalse();
        assertThat(waiting.closed().getAsBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("openOnes")
    void aCancelEndsItQuietlyAndLeavesTheStatusSet(String name, boolean status, Setup setup) throws Exception {
        var waiting = setup.open(opened);
        var ended = cancelled(waiting.block());

        assertThat(ended.thrown()).isNull();
        assertThat(ended.interrupted()).isEqualTo(status);
        assertThat(waiting.closed().getAsBoolean()).isFalse();
    }

    @Test
    void aPipedStreamThrowsAnInterruptedIOException() throws Exception {
        var in = opened.add(new PipedInputStream(opened.add(new PipedOutputStream())));
        var ended = cancelled(in::read);

        assertThat(ended.thrown()).isInstanceOf(InterruptedIOException.class);
        assertThat(ended.interrupted()).isFalse();
    }

    /** Cancels a job that waits, and tells how that went for it. */
    private Ended cancelled(Wait wait) throws Exception {
        var thread = new CompletableFuture<Thread>();
        var ended = new CompletableFuture<Ended>();
        var job = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            ended.complete(Ended.of(wait));
        });
        Observed.waiting(thread.get());

        job.cancel();

        assertThat(job.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
        return ended.get();
    }

    private static Waiting socket(Opened opened) throws IOException {
        var server = opened.add(server());
        var socket = opened.add(new Socket(server.getInetAddress(), server.getLocalPort()));
        opened.add(server.accept());
        return new Waiting(() -> socket.getInputStream().read(), socket::isClosed);
    }

    private static Waiting channel(Opened opened) throws IOException {
        var server = opened.add(server());
        var channel = opened.add(SocketChannel.open(server.getLocalSocketAddress()));
        opened.add(server.accept());
        return new Waiting(() -> channel.read(ByteBuffer.allocate(1)), () -> !channel.isOpen());
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
