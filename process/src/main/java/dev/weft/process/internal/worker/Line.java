package dev.weft.process.internal.worker;

import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameReader;
import dev.weft.process.internal.wire.FrameWriter;
import dev.weft.process.internal.wire.Journal;
import dev.weft.process.internal.wire.Outbound;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One channel to the parent. Reading and writing wait, but on selectors: a blocking channel would be closed for good by an
 * interrupt, and jobs may interrupt any thread.
 *
 * <p>One thread reads; any thread writes.
 */
final class Line {
    private static final int READ_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final FrameReader reader = new FrameReader();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES).limit(0);
    private final Outbound out = new Outbound();
    // Both used by the thread that reads: whether the last read took all that there was; and the end, which stays.
    private boolean drained;
    private boolean ended;
    // Held by the thread that writes; guards the rest.
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Journal journal;

    private Line(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.readable = Selector.open();
        this.writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    static Line connect(Path socket, Frame.Hello hello) throws IOException {
        var line = new Line(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        line.write(hello);
        return line;
    }

    /** Returns the next frame if all of it is there. */
    @Nullable
    Frame readNow() throws IOException {
        for (var frame = reader.next(buffer); ; frame = reader.next(buffer)) {
            if (frame != null || !fill()) {
                return frame;
            }
        }
    }

    /** Reads what there is; {@code false} means nothing, or nothing but what has come since the read before. */
    private boolean fill() throws IOException {
        if (drained) {
            drained = false;
            return false;
        }
        buffer.clear();
        int bytes = channel.read(buffer);
        ended |= bytes < 0;
        drained = bytes > 0 && buffer.hasRemaining();
        buffer.flip();
        return bytes > 0;
    }

    /** Waits until there is something to read, or the end. */
    void awaitReadable() throws IOException {
        select(readable);
    }

    /** Has the thread that waits to read, or is about to, not wait: another has taken what there was. */
    void wakeReader() {
        readable.wakeup();
    }

    /** Tells whether the parent has closed the channel, and all was read. */
    boolean ended() {
        return ended;
    }

    /** Sends a frame, behind those that are kept; waits until the channel has taken all of it. */
    void write(Frame frame) throws IOException {
        writing.lock();
        try {
            out.add(frame);
            send();
        } finally {
            writing.unlock();
        }
    }

    /** Has frames kept in {@code next}, from now on. */
    void journal(Journal next) {
        writing.lock();
        try {
            journal = next;
        } finally {
            writing.unlock();
        }
    }

    /** Keeps a small frame, which is sent with the next one, or by {@link #flush}; {@code false} means that it cannot be kept. */
    boolean keep(Frame frame) {
        var bytes = FrameWriter.bytes(frame);
        writing.lock();
        try {
            // All that was not kept has been sent.
            if (journal == null || !journal.append(out.sent(), bytes)) {
                return false;
            }
            out.add(bytes);
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Sends what is kept; waits until the channel has taken all of it. */
    void flush() throws IOException {
        writing.lock();
        try {
            send();
        } finally {
            writing.unlock();
        }
    }

    private void send() throws IOException {
        while (!out.sendTo(channel)) {
            select(writable);
        }
        if (journal != null) {
            journal.clear();
        }
    }

    /** Waits for the channel. A pending interrupt would have it not wait at all, so it is put aside meanwhile. */
    private static void select(Selector selector) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            selector.select();
            interrupted |= Thread.interrupted();
            selector.selectedKeys().clear();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
