package dev.weft.http.internal.ws;

import dev.weft.Promise;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.Message;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Outbound;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on a socket: what users call. What happens on the event loop is {@link Connection}'s.
 *
 * <p>Any thread may call any method.
 */
public final class Session implements WebSocket {
    // Shorter ones would hardly shrink, and an empty one not at all.
    private static final int FEWEST_TO_DEFLATE = 64;
    private static final int FRAGMENT = 32 * 1024;

    private final Agreement agreement;
    private final WebSocketOptions options;
    private final NetLoop home;
    private final Connection connection;
    private final Outbound outbound;

    // Held over a whole message, waits included: messages do not mix, and deflating them has an order. Waiting for it
    // can be
    // interrupted, and the event loop never takes it.
    private final ReentrantLock sending = new ReentrantLock();
    // Guarded by sending.
    private final FrameWriter writer;
    private final @Nullable Deflation deflation;

    private Session(String name, NetLoop home, NetSocket socket, Agreement agreement, WebSocketOptions options) {
        this.agreement = agreement;
        this.options = options;
        this.home = home;
        this.outbound = new Outbound("room in " + name, home, socket);
        this.connection = new Connection(name, home, socket, outbound, agreement, options);
        this.writer = new FrameWriter(!agreement.server());
        this.deflation =
                agreement.deflate() == null ? null : agreement.deflate().deflation(agreement.server());
    }

    /**
     * Returns a session on {@code socket}, which is paused; called on the event loop.
     *
     * @param first what has come already
     * @param atEnd called once when the connection is gone
     */
    static Session on(
            String name,
            NetLoop home,
            NetSocket socket,
            Agreement agreement,
            WebSocketOptions options,
            byte[] first,
            Runnable atEnd) {
        var session = new Session(name, home, socket, agreement, options);
        session.connection.begin(first, () -> {
            session.free();
            atEnd.run();
        });
        return session;
    }

    // ---- sending

    @Override
    public void send(String text) {
        sendWhole(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(byte[] bytes) {
        sendWhole(Opcode.BINARY, Objects.requireNonNull(bytes, "bytes"));
    }

    private void sendWhole(int opcode, byte[] payload) {
        lockSending();
        try {
            awaitRoom();
            boolean deflate = deflation != null && payload.length >= FEWEST_TO_DEFLATE;
            var content = deflate ? Objects.requireNonNull(deflation).message(payload) : payload;
            write(writer.frame(opcode, true, deflate, content, content.length));
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void send(InputStream bytes) throws IOException {
        lockSending();
        try {
            sendFragments(bytes);
        } catch (IOException | WaitInterruptedException e) {
            connection.cutOff("a message was cut off by its sender: " + e.getMessage());
            throw e;
        } finally {
            sending.unlock();
        }
    }

    private void sendFragments(InputStream bytes) throws IOException {
        int opcode = Opcode.BINARY;
        var part = bytes.readNBytes(FRAGMENT);
        while (true) {
            var next = part.length < FRAGMENT ? new byte[0] : bytes.readNBytes(FRAGMENT);
            boolean last = next.length == 0;
            awaitRoom();
            write(writer.frame(opcode, last, false, part, part.length));
            if (last) {
                return;
            }
            opcode = Opcode.CONTINUATION;
            part = next;
        }
    }

    @Override
    public void ping() {
        home.run(connection::ping);
    }

    private void lockSending() {
        try {
            sending.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    "interrupted while waiting for another message to be sent; nothing was sent", e);
        }
    }

    private void awaitRoom() {
        connection.ensureOpen("send");
        try {
            outbound.awaitRoom(null);
        } catch (FailedChain e) {
            throw connection.closed("send", e.reason());
        }
        connection.ensureOpen("send");
    }

    private void write(byte[] frame) {
        try {
            outbound.write(Buffer.buffer(frame), null);
        } catch (FailedChain e) {
            throw connection.closed("send", e.reason());
        }
    }

    // Native memory, given back by whoever sees the end last.
    private void free() {
        if (deflation != null) {
            Thread.startVirtualThread(() -> {
                sending.lock();
                try {
                    deflation.close();
                } finally {
                    sending.unlock();
                }
            });
        }
    }

    // ---- receiving

    @Override
    public @Nullable Message receive() {
        return connection.inbox().take(null);
    }

    @Override
    public @Nullable Message receive(Duration limit) {
        return connection.inbox().take(limit);
    }

    @Override
    public Iterator<Message> iterator() {
        return new Iterator<>() {
            private @Nullable Message next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = receive();
                }
                return next != null;
            }

            @Override
            public Message next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the WebSocket is closed, and has no message left");
                }
                var taken = Objects.requireNonNull(next);
                next = null;
                return taken;
            }
        };
    }

    // ---- closing

    @Override
    public void close(int code, String reason) {
        CloseCodes.ensureMayTravel(code);
        FrameWriter.ensureReason(reason);
        if (connection.over().future().isDone()) {
            connection.inbox().discard();
            return;
        }
        connection.beginClose(code, reason);
        Promise<Boolean> over = connection.over();
        try {
            over.future().result(options.closeTimeout());
        } catch (WaitTimeoutException e) {
            home.run(connection::cut);
            over.future().result();
        } catch (WaitInterruptedException e) {
            home.run(connection::cut);
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public int closeCode() {
        return connection.closeCode();
    }

    @Override
    public String closeReason() {
        return connection.closeReason();
    }

    @Override
    public @Nullable String subProtocol() {
        return agreement.subProtocol();
    }

    @Override
    public String toString() {
        return "WebSocket[%s, %s]".formatted(connection, isOpen() ? "open" : "closed with " + closeCode());
    }
}
