package dev.weft.process.internal.wire;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The end of a stream that has not been sent yet, where it outlives who is to send it: in a file that is mapped, so that noting a few
 * bytes costs no system call. When the sender is gone, the receiver, which knows how many bytes have come, reads the rest there.
 *
 * <pre>
 * position in the stream of the first byte 8 bytes | number of bytes 4 bytes | bytes
 * </pre>
 *
 * <p>Used by one thread at a time.
 */
public final class Journal {
    private static final int POSITION = 0;
    private static final int COUNT = 8;
    private static final int HEAD_BYTES = 12;
    private static final int FILE_BYTES = 64 << 10;

    private final ByteBuffer file;
    private int count;

    private Journal(MappedByteBuffer file) {
        this.file = file;
    }

    /** Returns where worker {@code number} has its journal, which calls by {@code socket}. */
    public static Path of(int number, Path socket) {
        return socket.resolveSibling("answers-" + number);
    }

    /** Makes an empty one. */
    public static Journal create(Path path) throws IOException {
        try (var channel = FileChannel.open(path, CREATE_NEW, READ, WRITE)) {
            var empty = ByteBuffer.allocate(FILE_BYTES);
            while (empty.hasRemaining()) {
                channel.write(empty); // a hole that the disk has no room for would kill who writes into it
            }
            return new Journal(channel.map(MapMode.READ_WRITE, 0, FILE_BYTES));
        }
    }

    /**
     * Notes {@code bytes}, which come behind those that are noted; if there are none, at {@code position} of the stream. {@code false}
     * means that there is no room.
     */
    public boolean append(long position, byte[] bytes) {
        if (bytes.length > FILE_BYTES - HEAD_BYTES - count) {
            return false;
        }
        if (count == 0) {
            file.putLong(POSITION, position);
        }
        file.put(HEAD_BYTES + count, bytes);
        count(count + bytes.length);
        return true;
    }

    /** Forgets what is noted: it has been sent. */
    public void clear() {
        if (count > 0) {
            count(0);
        }
    }

    // Who reads it when we are killed at any moment finds what is counted.
    private void count(int now) {
        count = now;
        VarHandle.releaseFence();
        file.putInt(COUNT, now);
    }

    /**
     * Returns what the stream goes on with after the {@code received} bytes that have come of it; nothing if no journal was made. Whoever
     * wrote it is gone.
     *
     * @throws ProtocolException if this is no journal
     */
    public static ByteBuffer rest(Path path, long received) throws IOException {
        ByteBuffer file;
        try {
            file = ByteBuffer.wrap(Files.readAllBytes(path));
        } catch (NoSuchFileException _) {
            return ByteBuffer.allocate(0);
        }
        if (file.remaining() < FILE_BYTES) {
            return ByteBuffer.allocate(0); // it was being made
        }
        long position = file.getLong();
        int count = file.getInt();
        if (count < 0 || count > file.remaining()) {
            throw new ProtocolException("a journal cannot hold %d bytes".formatted(count));
        }
        long known = received - position;
        return known < 0 || known >= count
                ? ByteBuffer.allocate(0)
                : file.slice(HEAD_BYTES + (int) known, count - (int) known);
    }
}
