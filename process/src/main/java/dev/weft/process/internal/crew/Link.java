package dev.weft.process.internal.crew;

import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameReader;
import dev.weft.process.internal.wire.Journal;
import dev.weft.process.internal.wire.Outbound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One channel to a worker. It never blocks: any thread writes as much as the channel takes, and the {@link Hub}'s thread the
 * rest. The hub reads, or the thread that waits for the only job that was sent: that saves waking two threads for an answer.
 */
final class Link implements Outlet {
    /** Who hears what arrives, in the thread that reads. */
    interface Receiver {
        /** Hears a frame, one after the other; what may take long, or run code of users, is left to {@code afterwards}. */
        void received(Link link, Frame frame, Afterwards afterwards) throws IOException;

        /** Hears that it has received all that has arrived together: what it has put off until then is due. */
        default void caughtUp(Afterwards afterwards) {}

        /** Hears that nothing more will arrive, and why. */
        void closed(String why);
    }

    /** Runs what is not to be done while a channel is read. */
    @FunctionalInterface
    interface Afterwards {
        /** Runs {@code work}, which is {@code quick} if it runs no code of users but callbacks. */
        void run(boolean quick, Runnable work);
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Outbound out = new Outbound();
    // Held by the thread that reads the channel; guards the rest.
    private final ReentrantLock reading = new ReentrantLock();
    private final FrameReader reader = new FrameReader();
    private Receiver receiver;
    private long received;

    Link(SocketChannel channel, Selector selector, Receiver receiver) throws IOException {
        this.channel = channel;
        this.receiver = receiver;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Has another one hear what arrives from now on; called by the thread that reads. */
    void receiver(Receiver next) {
        receiver = next;
    }

    SocketChannel channel() {
        return channel;
    }

    // ---- out

    @Override
    public void write(Frame frame) {
        out.add(frame);
    }

    @Override
    public void flush() {
        try {
            if (!out.flushTo(channel)) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                key.selector().wakeup();
            }
        } catch (IOException | CancelledKeyException _) {
            // the worker is gone, which its reader hears
        }
    }

    /** Sends the rest of what the channel did not take before; called in the hub's thread. */
    void writable() {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        flush();
    }

    // ---- in

    /** Begins to read, unless another thread does; {@link #endReading} ends it. */
    boolean beginReading() {
        return reading.tryLock();
    }

    void endReading() {
        reading.unlock();
    }

    boolean isRead() {
        return reading.isLocked();
    }

    /** Has the hub read what arrives, or leave it. Nothing arrives any more where the link is closed, by whichever thread. */
    void armHub(boolean armed) {
        try {
            if (armed) {
                key.interestOpsOr(SelectionKey.OP_READ);
            } else {
                key.interestOpsAnd(~SelectionKey.OP_READ);
            }
        } catch (CancelledKeyException _) {
            // whoever closed it has told the crew
        }
    }

    /** Reads what there is, as far as {@code buffer} holds it; called by the thread that has begun to read. */
    void readable(ByteBuffer buffer, Afterwards afterwards) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                close("it closed the connection");
                return;
            }
            buffer.flip();
            received += buffer.remaining();
            receive(buffer, afterwards);
        } catch (IOException e) {
            close(String.valueOf(e.getMessage())); // a reset is how a killed worker's connection ends
        } catch (OutOfMemoryError e) {
            close("the parent has no memory for what it sent: " + e.getMessage());
        }
    }

    /** Hears what the worker has kept in its journal, and not sent; the worker is gone, and the link closed. */
    void readJournal(Path journal, Afterwards afterwards) throws IOException {
        reading.lock();
        try {
            receive(Journal.rest(journal, received), afterwards);
        } finally {
            reading.unlock();
        }
    }

    private void receive(ByteBuffer buffer, Afterwards afterwards) throws IOException {
        try {
            for (var frame = reader.next(buffer); frame != null; frame = reader.next(buffer)) {
                receiver.received(this, frame, afterwards);
            }
        } finally {
            receiver.caughtUp(afterwards); // what came before a frame that cannot be read is as good as ever
        }
    }

    /** Closes the channel. */
    void close(String why) {
        try {
            channel.close();
        } catch (IOException _) {
            // it is gone either way
        }
        receiver.closed(why);
    }
}
