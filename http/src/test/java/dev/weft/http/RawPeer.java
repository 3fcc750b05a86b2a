package dev.weft.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what the test says, byte by byte. */
final class RawPeer implements AutoCloseable {
    /** What happens on a connection; it is closed after that. */
    interface Script {
        void play(Talk talk) throws Exception;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private RawPeer(ServerSocket server, Script script) {
        this.server = server;
        var _ = threads.submit(() -> accept(script));
    }

    static RawPeer open(Script script) {
        try {
            return new RawPeer(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Void accept(Script script) throws IOException {
        while (true) {
            var socket = server.accept();
            int number = accepted.incrementAndGet();
            open.incrementAndGet();
            sockets.add(socket);
            var _ = threads.submit(() -> {
                try (socket) {
                    script.play(new Talk(socket, number));
                } finally {
                    open.decrementAndGet();
                }
                return null;
            });
        }
    }

    int port() {
        return server.getLocalPort();
    }

    String uri(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Returns how many connections there were. */
    int accepted() {
        return accepted.get();
    }

    /** Returns how many connections are open, as this side sees it. */
    int connected() {
        return open.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    /** One connection. */
    record Talk(Socket socket, int number) {
        /** Reads the head of a request; empty at the end of the connection. */
        String head() throws IOException {
            var head = new StringBuilder();
            var in = socket.getInputStream();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.append((char) next);
            }
            return head.toString();
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Answers with {@code body}. */
        void ok(String body) throws IOException {
            write("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
        }

        /** Waits until the other side has closed. */
        void awaitEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // what still comes does not count
            }
        }

        /** Closes so that the other side sees a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
