package dev.weft.http.internal.tcp;

import dev.weft.Promise;
import dev.weft.http.IncompleteReadException;
import dev.weft.http.LimitOverrunException;
import dev.weft.http.TcpLostException;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a peer has sent and nobody has read: when it is much, the peer is held up.
 *
 * <p>The event loop puts bytes in, the reader takes them out without going there. The lock is held for copying and searching
 * only.
 */
final class Arrivals {
    /** How many bytes may wait before the peer is held up; what the socket gives at once may pass over it. */
    static final int MOST_WAITING = 128 * 1024;

    private static final int FEW_WAITING = MOST_WAITING / 4;

    private final String name;
    private final Gate gate;

    /** Lets the peer go on or holds it up. */
    interface Gate {
        void reading(boolean on);
    }

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock.
    private final ByteQueue bytes = new ByteQueue();
    private byte[] separator = new byte[0];
    private boolean heldUp;
    private boolean ended;
    private @Nullable Throwable failure;
    // Set while the reader waits.
    private @Nullable Promise<Boolean> arrival;

    Arrivals(String name, Gate gate) {
        this.name = name;
        this.gate = gate;
    }

    // ---- on the event loop

    void put(ByteBuf chunk) {
        Promise<Boolean> reader;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            bytes.add(chunk.readableBytes(), chunk::readBytes);
            if (bytes.size() >= MOST_WAITING && !heldUp) {
                heldUp = true;
                gate.reading(false);
            }
            reader = takeArrival();
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    /** Ends what arrives: whole, or by {@code reason}. Only the first end counts. */
    void end(@Nullable Throwable reason) {
        Promise<Boolean> reader = null;
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = reason;
                reader = takeArrival();
            }
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    /** Takes all that nobody has read, and lets the peer go on. */
    byte[] takeAll() {
        lock.lock();
        try {
            letGoOn();
            return bytes.take(bytes.size());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Promise<Boolean> takeArrival() {
        var taken = arrival;
        arrival = null;
        return taken;
    }

    private static void wake(@Nullable Promise<Boolean> reader) {
        if (reader != null) {
            reader.trySucceed(true);
        }
    }

    // ---- in the reader

    /** Reads what is there, and waits only for the first byte; -1 at the end. */
    int read(byte[] into, int at, int most, @Nullable Duration limit) {
        if (most == 0) {
            return 0;
        }
        return when(limit, () -> {
            if (!bytes.isEmpty()) {
                return bytes.take(into, at, most);
            }
            return ended ? endOrThrow() : null;
        });
    }

    private Integer endOrThrow() {
        if (failure != null) {
            throw new TcpLostException("%s was lost: %s".formatted(name, failure.getMessage()), failure);
        }
        return -1;
    }

    /** As {@link #read}, into an array as long as what was read; empty at the end. */
    byte[] read(int most, @Nullable Duration limit) {
        return when(limit, () -> {
            if (!bytes.isEmpty()) {
                return bytes.take(Math.min(most, bytes.size()));
            }
            return ended && endOrThrow() < 0 ? new byte[0] : null;
        });
    }

    byte[] readExactly(int count, @Nullable Duration limit) {
        var whole = new byte[Math.min(count, MOST_WAITING)];
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
        var found = when(limit, () -> tryUntil(until, most, whole));
        return found.length == 0 ? null : found;
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
        if (!ended) {
            return null;
        }
        if (bytes.isEmpty()) {
            endOrThrow();
        } else if (whole || failure != null) {
            throw new IncompleteReadException(
                    "%s ended before the separator, after %d bytes".formatted(name, bytes.size()),
                    bytes.take(bytes.size()));
        }
        return bytes.take(bytes.size());
    }

    boolean isAtEnd() {
        lock.lock();
        try {
            return ended && bytes.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what {@code attempt} gives, once that is not {@code null}; tried with the lock whenever something has come. */
    private <T> T when(@Nullable Duration limit, Supplier<@Nullable T> attempt) {
        while (true) {
            Promise<Boolean> toAwait;
            lock.lock();
            try {
                var value = attempt.get();
                if (value != null) {
                    if (bytes.size() <= FEW_WAITING) {
                        letGoOn();
                    }
                    return value;
                }
                letGoOn();
                toAwait = arrival == null ? Promise.named(name) : arrival;
                arrival = toAwait;
            } finally {
                lock.unlock();
            }
            if (limit == null) {
                toAwait.future().result();
            } else {
                toAwait.future().result(limit);
            }
        }
    }

    private void letGoOn() {
        if (heldUp && !ended) {
            heldUp = false;
            gate.reading(true);
        }
    }
}
