package dev.weft.process.internal.wire;

import dev.weft.process.internal.codec.Raw;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames on their way to a channel that does not block: many small ones leave in one write, big ones in pieces.
 *
 * <p>Any thread may add; one at a time sends. Adding and sending exclude each other only for the time it takes to copy a piece.
 */
public final class Outbound {
    private static final int SMALL_PIECE_BYTES = 64 << 10;
    // Fewer, bigger writes make big arrays twice as fast.
    private static final int BIG_PIECE_BYTES = 1 << 20;

    private final Object lock = new Object();
    // Guarded by lock: byte arrays and raw parts, and how much of the first has been copied.
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long done;

    // Held by the thread that sends, where several try.
    private final ReentrantLock sending = new ReentrantLock();
    // Written by the sender: whether the channel has not taken all of the piece.
    private volatile boolean stuck;
    // Used by the sender: what was copied, up to its limit, and how many bytes the channel has taken.
    private ByteBuffer piece = ByteBuffer.allocateDirect(SMALL_PIECE_BYTES).limit(0);
    private long sent;

    /** Adds a frame behind all that were added before. */
    public void add(Frame frame) {
        var opening = FrameFormat.opening(frame);
        var message = FrameFormat.messageOf(frame);
        synchronized (lock) {
            waiting.add(opening);
            if (message != null) {
                waiting.addAll(message.body().parts());
                waiting.addAll(message.raws());
            }
        }
    }

    /** Adds the bytes of a frame likewise. */
    public void add(byte[] frame) {
        synchronized (lock) {
            waiting.add(frame);
        }
    }

    /**
     * Writes what was added; {@code false} means that the channel takes no more for now.
     *
     * @throws IOException if the channel fails
     */
    public boolean sendTo(WritableByteChannel channel) throws IOException {
        while (piece.hasRemaining() || nextPiece()) {
            sent += channel.write(piece);
            stuck = piece.hasRemaining();
            if (stuck) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes what was added, unless another thread is at it, which then writes this, too; {@code false} means that the channel takes
     * no more for now.
     *
     * @throws IOException if the channel fails
     */
    public boolean flushTo(WritableByteChannel channel) throws IOException {
        // Looked at again after the lock is left: somebody may have added and found it held.
        while (hasWork() && sending.tryLock()) {
            try {
                if (!sendTo(channel)) {
                    return false;
                }
            } finally {
                sending.unlock();
            }
        }
        return true;
    }

    /** Tells whether something was added that has not been sent. */
    public boolean hasWork() {
        synchronized (lock) {
            return stuck || !waiting.isEmpty();
        }
    }

    /** Returns how many bytes the channel has taken; asked by the sender. */
    public long sent() {
        return sent;
    }

    private boolean nextPiece() {
        synchronized (lock) {
            if (waiting.peek() instanceof Raw && piece.capacity() < BIG_PIECE_BYTES) {
                piece = ByteBuffer.allocateDirect(BIG_PIECE_BYTES);
            }
            piece.clear();
            for (var next = waiting.peek(); next != null && piece.hasRemaining(); next = waiting.peek()) {
                copySome(next);
            }
            piece.flip();
        }
        return piece.hasRemaining();
    }

    private void copySome(Object next) {
        long size = next instanceof Raw raw ? raw.size() : ((byte[]) next).length;
        int bytes = (int) Math.min(piece.remaining(), size - done);
        if (next instanceof Raw raw) {
            MemorySegment.copy(raw.memory(), done, MemorySegment.ofBuffer(piece), 0, bytes);
            piece.position(piece.position() + bytes);
        } else {
            piece.put(
                    (byte[]) next, (int) done, bytes); // most workers never see a raw part, and start without segments
        }
        done += bytes;
        if (done == size) {
            waiting.remove();
            done = 0;
        }
    }
}
