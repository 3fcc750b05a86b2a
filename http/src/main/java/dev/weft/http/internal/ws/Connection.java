package dev.weft.http.internal.ws;

import dev.weft.Promise;
import dev.weft.http.Message;
import dev.weft.http.WebSocketClosedException;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Outbound;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The event loop's side of a WebSocket: takes frames apart, answers pings, and leads through the close.
 *
 * <p>Runs on the event loop, but for what says otherwise.
 */
final class Connection implements FrameReader.Sink {
    // How long a peer that broke the protocol may take to see why, before the connection is cut.
    private static final long LAST_WORDS_MILLIS = 1000;

    /** How the connection was closed; the first to know says it. */
    private record Closing(int code, String reason) {}

    private final String name;
    private final NetLoop home;
    private final NetSocket socket;
    private final Outbound outbound;
    private final boolean server;
    private final WebSocketOptions options;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Inbox inbox;
    private final Heartbeat heartbeat;
    private final Promise<Boolean> over;

    // Null while open; set once, by any thread.
    private final AtomicReference<@Nullable Closing> closing = new AtomicReference<>();

    private boolean closeSent;
    // Whether what comes is not read any more.
    private boolean deaf;
    // What came while the inbox was full.
    private byte @Nullable [] unread;
    private boolean pongOnItsWay;
    private byte @Nullable [] nextPong;
    private @Nullable ScheduledFuture<?> cutter;
    private @Nullable Throwable lostBy;

    Connection(
            String name,
            NetLoop home,
            NetSocket socket,
            Outbound outbound,
            Agreement agreement,
            WebSocketOptions options) {
        this.name = name;
        this.home = home;
        this.socket = socket;
        this.outbound = outbound;
        this.server = agreement.server();
        this.options = options;
        var deflate = agreement.deflate();
        this.reader =
                new FrameReader(server, deflate == null ? null : deflate.inflation(server), options.mostBytes(), this);
        this.writer = new FrameWriter(!server);
        this.inbox = new Inbox("the next message of " + name, this::letRead);
        this.over = Promise.named("the end of " + name);
        this.heartbeat = new Heartbeat(options.heartbeat(), this);
    }

    /**
     * Begins to read.
     *
     * @param first what has come already
     * @param atEnd called once when the connection is gone
     */
    void begin(byte[] first, Runnable atEnd) {
        socket.handler(this::arrived);
        socket.endHandler(ignored -> ended());
        socket.exceptionHandler(this::lost);
        socket.closeHandler(ignored -> {
            gone();
            atEnd.run();
        });
        heartbeat.begin();
        unread = first;
        readOn();
    }

    // ---- what comes

    private void letRead(boolean on) {
        home.run(on ? this::readOn : socket::pause);
    }

    private void readOn() {
        var left = unread;
        unread = null;
        if (left != null) {
            read(left, 0, left.length);
        }
        if (!inbox.isHeldUp()) {
            socket.resume();
        }
    }

    private void arrived(Buffer bytes) {
        heartbeat.arrived();
        var content = ((BufferInternal) bytes).getByteBuf();
        if (content.hasArray()) {
            read(content.array(), content.arrayOffset() + content.readerIndex(), content.readableBytes());
        } else {
            var copy = bytes.getBytes();
            read(copy, 0, copy.length);
        }
    }

    private void read(byte[] bytes, int from, int length) {
        if (deaf) {
            return;
        }
        try {
            int count = reader.read(bytes, from, length);
            if (count < length && !deaf) {
                keep(Arrays.copyOfRange(bytes, from + count, from + length));
            }
        } catch (Violation e) {
            fail(e.code(), Objects.requireNonNull(e.getMessage()));
        }
    }

    // Little that comes may be much once inflated: what is over the limit waits as it came.
    private void keep(byte[] more) {
        var before = unread;
        if (before == null) {
            unread = more;
        } else {
            unread = Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, unread, before.length, more.length);
        }
    }

    @Override
    public boolean isFull() {
        return inbox.isHeldUp();
    }

    @Override
    public void text(String text) {
        inbox.put(new Message.Text(text));
    }

    @Override
    public void binary(byte[] bytes) {
        inbox.put(new Message.Binary(bytes));
    }

    // One answer at a time, to the latest ping (RFC 6455, section 5.5.3): who pings and does not read fills no memory
    // here.
    @Override
    public void ping(byte[] payload) {
        if (pongOnItsWay) {
            nextPong = payload;
        } else if (!closeSent) {
            pongOnItsWay = true;
            socket.write(Buffer.buffer(writer.control(Opcode.PONG, payload))).onComplete(ignored -> pongLeft());
        }
    }

    private void pongLeft() {
        pongOnItsWay = false;
        var next = nextPong;
        nextPong = null;
        if (next != null) {
            ping(next);
        }
    }

    @Override
    public void pong() {
        // That something came is all that counts, and the heart-beat has seen that.
    }

    @Override
    public void close(int code, String reason) {
        deaf = true;
        settle(code, reason);
        inbox.end(null);
        sendClose(code, "");
        if (server) {
            socket.close();
        } else {
            cutIn(options.closeTimeout().toMillis()); // the server closes the connection first
        }
    }

    // ---- what goes

    void ping() {
        if (!closeSent) {
            var _ = socket.write(Buffer.buffer(writer.control(Opcode.PING, new byte[0])));
        }
    }

    /** Has nothing sent or received any more, and says a close after what was sent before; any thread. */
    void beginClose(int code, String reason) {
        settle(code, reason); // before a reader wakes, who asks for it
        inbox.discard();
        var first = Objects.requireNonNull(closing.get()); // of two at once
        home.run(() -> {
            sendClose(first.code, first.reason);
            cutIn(options.closeTimeout().toMillis());
        });
    }

    private void sendClose(int code, String reason) {
        if (!closeSent) {
            closeSent = true;
            heartbeat.end();
            var _ = socket.write(Buffer.buffer(writer.close(code, reason)));
        }
    }

    /** Ends it, since the peer broke the protocol. */
    private void fail(int code, String reason) {
        deaf = true;
        settle(code, reason);
        inbox.end(closed("receive", null));
        outbound.fail(new IOException(reason));
        sendClose(code, FrameWriter.fitted(reason));
        cutIn(LAST_WORDS_MILLIS);
    }

    /** Ends it in the middle of a message of ours; any thread. */
    void cutOff(String reason) {
        home.run(() -> fail(CloseCodes.INTERNAL, reason));
    }

    // ---- the end

    /** Ends it since the peer is silent. */
    void silent(String reason) {
        settle(CloseCodes.LOST, reason);
        inbox.end(closed("receive", null));
        cut();
    }

    private void lost(Throwable reason) {
        lostBy = reason;
        outbound.fail(reason);
    }

    /** All that came was read: later than {@link #gone} where the inbox was full. */
    private void ended() {
        if (isOpen()) {
            var by = lostBy;
            settle(
                    CloseCodes.LOST,
                    by == null
                            ? "the peer ended the connection without a close"
                            : "the connection was lost: " + by.getMessage());
            inbox.end(closed("receive", by));
        }
        inbox.end(null);
        deaf = true;
        reader.close();
    }

    private void gone() {
        heartbeat.end();
        if (cutter != null) {
            cutter.cancel(false);
        }
        outbound.fail(new IOException("the connection is closed"));
        if (deaf) {
            ended();
        }
        over.trySucceed(true);
    }

    private void cutIn(long millis) {
        if (cutter == null) {
            cutter = home.executor().schedule(this::cut, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Closes the socket, whatever the peer thinks of it. */
    void cut() {
        deaf = true;
        socket.close();
    }

    private void settle(int code, String reason) {
        closing.compareAndSet(null, new Closing(code, reason));
    }

    // ---- any thread

    Inbox inbox() {
        return inbox;
    }

    NetLoop home() {
        return home;
    }

    /** Returns a promise that is kept when the connection is gone. */
    Promise<Boolean> over() {
        return over;
    }

    boolean isOpen() {
        return closing.get() == null;
    }

    int closeCode() {
        var how = closing.get();
        return how == null ? 0 : how.code;
    }

    String closeReason() {
        var how = closing.get();
        return how == null ? "" : how.reason;
    }

    void ensureOpen(String what) {
        if (!isOpen()) {
            throw closed(what, null);
        }
    }

    WebSocketClosedException closed(String what, @Nullable Throwable cause) {
        var how = closing.get();
        int code = how == null ? CloseCodes.LOST : how.code;
        var reason = how == null ? String.valueOf(cause) : how.reason;
        return new WebSocketClosedException(
                "cannot %s: %s was closed with %d%s".formatted(what, name, code, reason.isEmpty() ? "" : ", " + reason),
                code,
                reason,
                cause);
    }

    @Override
    public String toString() {
        return name;
    }
}
