package dev.weft.bench.processes;

import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two JVMs that send the same bytes to and fro over a Unix domain socket, and do nothing else, by blocking reads and writes of
 * channels: what nobody can beat who answers over a socket.
 */
final class SocketPingPong implements AutoCloseable {
    private final Process other;
    private final SocketChannel channel;
    private final ByteBuffer buffer;

    private SocketPingPong(Process other, SocketChannel channel, int bytes) {
        this.other = other;
        this.channel = channel;
        this.buffer = ByteBuffer.allocateDirect(bytes);
    }

    /** Starts the other JVM, and connects to it. */
    static SocketPingPong open(int bytes) throws IOException {
        var folder = Files.createTempDirectory("weft-bench-");
        var socket = folder.resolve("socket");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var other = Fork.start(SocketPingPong.class, socket.toString(), String.valueOf(bytes));
            return new SocketPingPong(other, server.accept(), bytes);
        } finally {
            Files.deleteIfExists(socket); // the connection needs it no more
            Files.delete(folder);
        }
    }

    /** Measures a trip to the other JVM and back, in microseconds. */
    Probe trips() {
        return turn -> {
            long trips = 0;
            long start = System.nanoTime();
            long elapsed;
            do {
                buffer.clear();
                write(channel, buffer);
                buffer.clear();
                read(channel, buffer);
                trips++;
                elapsed = System.nanoTime() - start;
            } while (elapsed < turn.toNanos());
            return new double[] {elapsed / 1e3 / trips};
        };
    }

    List<ProcessHandle> processes() {
        return List.of(ProcessHandle.current(), other.toHandle());
    }

    @Override
    public void close() throws IOException {
        channel.close(); // which ends the other
    }

    /** Sends back what arrives, until nothing more does. */
    public static void main(String[] args) throws IOException {
        var buffer = ByteBuffer.allocateDirect(Integer.parseInt(args[1]));
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(args[0])))) {
            while (read(channel, buffer)) {
                buffer.clear();
                write(channel, buffer);
                buffer.clear();
            }
        }
    }

    private static void write(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Fills the buffer; {@code false} means that the channel has ended. */
    private static boolean read(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }
}
