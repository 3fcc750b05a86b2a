package dev.weft.http.internal.tcp;

import dev.weft.http.IncompleteReadException;
import dev.weft.http.LimitOverrunException;
import dev.weft.http.TcpLostException;
import dev.weft.http.internal.net.Inflow;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a peer has sent and nobody has read: when it is much, the peer is held up.
 *
 * <p>The event loop puts bytes in, the reader takes them out without going there. The lock is held for copying and searching
 * only.
 */
final class Arrivals {
    private final String name;
    private final Inflow inflow;
    // The rest is guarded by inflow.
    private final ByteQueue bytes = new ByteQueue();
    private byte[] separator = new byte[0];

    Arrivals(String name, Inflow.Gate gate) {
        this.name = name;
        this.inflow = new Inflow(name, bytes::size, false, gate);
    }

    // ---- on the event loop

    void put(ByteBuf chunk) {
        inflow.put(() -> bytes.add(chunk.readableBytes(), chunk::readBytes));
    }

    /** Ends what arrives: whole, or by {@code reason}. Only the first end counts. */
    void end(@Nullable Throwable reason) {
        inflow.end(reason);
    }

    /** Takes all that nobody has read, and lets the peer go on. */
    byte[] takeAll() {
        return inflow.locked(() -> {
            inflow.letGoOn();
            return bytes.take(bytes.size());
        });
    }

    // ---- in the reader

    /** Reads what is there, and waits only for the first byte; -1 at the end. */
    int read(byte[] into, int at, int most, @Nullable Duration limit) {
        if (most == 0) {
            return 0;
        }
        var read = inflow.<Integer, RuntimeException>take(limit, () -> hasSome() ? bytes.take(into, at, most) : null);
        return read == null ? -1 : read;
    }

    /** Tells whether there is something, or throws if there never will be since the peer was lost. */
    private boolean hasSome() {
        var failure = inflow.failure();
        if (bytes.isEmpty() && failure != null) {
            throw new TcpLostException("%s was lost: %s".formatted(name, failure.getMessage()), failure);
        }
        return !bytes.isEmpty();
    }

    /** As {@link #read}, into an array as long as what was read; empty at the end. */
    byte[] read(int most, @Nullable Duration limit) {
        var read = inflow.<byte[], RuntimeException>take(
                limit, () -> hasSome() ? bytes.take(Math.min(most, bytes.size())) : null);
        return read == null ? new byte[0] : read;
    }

    byte[] readExactly(int count, @Nullable Duration limit) {
        var whole = new byte[Math.min(count, Inflow.MOST_WAITING)];
        int size = 0;
        while (size < count) {
            int read = read(whole, size, whole.length - size, limit);
            if (read < 0) {
                throw new IncompleteReadException(
                        "%s ended after %d of %d bytes".formatted(name, size, count), Arrays.copyOf(whole, size));
            }
            size += read;
            if (size == whole.length && size < count) {
                whole = Arrays.copyOf(whole, (int) Math.min(count, 2L * size));
            }
        }
        return whole;
    }

    /** Reads up to the end of {@code until}; what is left without it at the end, or {@code null} if nothing is. */
    byte @Nullable [] readUntil(byte[] until, int most, boolean whole, @Nullable Duration limit) {
        return inflow.take(limit, () -> tryUntil(until, most, whole));
    }

    private byte @Nullable [] tryUntil(byte[] until, int most, boolean whole) {
        if (!Arrays.equals(until, separator)) {
            separator = until.clone();
            bytes.searchAnew();
        }
        int length = bytes.indexAfter(until);
        if (length > most || (length < 0 && bytes.size() >= most)) {
            throw new LimitOverrunException(
                    "no end of %s within %d bytes on %s; nothing was taken: raise the limit, or read it in parts"
                            .formatted(
                                    until.length == 1 && until[0] == '\n' ? "the line" : "what is to be read",
                                    most,
                                    name),
                    most);
        }
        if (length >= 0) {
            return bytes.take(length);
        }
        if (!inflow.isEnded() || !hasSome()) {
            return null;
        }
        if (whole || inflow.failure() != null) {
            throw new IncompleteReadException(
                    "%s ended before the separator, after %d bytes".formatted(name, bytes.size()),
                    bytes.take(bytes.size()));
        }
        return bytes.take(bytes.size());
    }

    boolean isAtEnd() {
        return inflow.locked(() -> inflow.isEnded() && bytes.isEmpty());
    }
}
