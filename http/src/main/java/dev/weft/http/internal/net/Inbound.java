package dev.weft.http.internal.net;

import dev.weft.Promise;
import dev.weft.WaitTimeoutException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a peer sends, for one job that reads them at its own pace: when enough wait to be read, the peer is held up.
 *
 * <p>The event loop puts chunks in, the reader takes them out; each on a thread of its own.
 */
public final class Inbound {
    /** How many bytes may wait before the peer is held up; one chunk may pass over it. */
    public static final int MOST_WAITING = 128 * 1024;

    private static final int FEW_WAITING = MOST_WAITING / 4;

    private final String name;
    private final NetLoop home;
    private final ReadStream<Buffer> stream;

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock.
    private final ArrayDeque<Buffer> chunks = new ArrayDeque<>();
    private int waiting;
    private boolean heldUp;
    private boolean ended;
    private boolean discarding;
    private @Nullable Throwable failure;
    // Set while the reader waits.
    private @Nullable Promise<Boolean> arrival;

    /**
     * Reads {@code stream}, which is paused; called on the event loop before anything could have arrived.
     *
     * @param name of what is read, as users see it
     */
    public Inbound(String name, NetLoop home, ReadStream<Buffer> stream) {
        this.name = name;
        this.home = home;
        this.stream = stream;
        this.heldUp = true;
        stream.handler(this::arrived);
        stream.endHandler(ignored -> end(null));
        stream.exceptionHandler(this::end);
    }

    // ---- on the event loop

    private void arrived(Buffer chunk) {
        Promise<Boolean> reader = null;
        lock.lock();
        try {
            if (!discarding) {
                chunks.add(chunk);
                waiting += chunk.length();
                reader = takeArrival();
                if (waiting >= MOST_WAITING && !heldUp) {
                    heldUp = true;
                    stream.pause();
                }
            }
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    /** Lets the first bytes come before they are asked for. */
    public void begin() {
        lock.lock();
        try {
            letGoOn(true);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what arrives: whole, or by {@code reason}. Only the first end counts. */
    public void end(@Nullable Throwable reason) {
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

    /**
     * Takes the next chunk, waiting for it.
     *
     * @param limit how long to wait; {@code null} without limit
     * @return the chunk, or {@code null} at the end
     * @throws FailedChain if it ended before its end; what came before that was returned first
     * @throws WaitTimeoutException if the time ran out
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted
     */
    public @Nullable Buffer next(@Nullable Duration limit) throws FailedChain {
        while (true) {
            Promise<Boolean> toAwait;
            lock.lock();
            try {
                var chunk = chunks.poll();
                if (chunk != null) {
                    waiting -= chunk.length();
                    letGoOn(waiting <= FEW_WAITING);
                    return chunk;
                }
                if (failure != null) {
                    throw new FailedChain(failure);
                }
                if (ended) {
                    return null;
                }
                letGoOn(true);
                toAwait = arrival == null ? Promise.named(name) : arrival;
                arrival = toAwait;
            } finally {
                lock.unlock();
            }
            await(toAwait, limit);
        }
    }

    private static void await(Promise<Boolean> arrival, @Nullable Duration limit) {
        if (limit == null) {
            arrival.future().result();
        } else {
            arrival.future().result(limit);
        }
    }

    // Called with the lock; the event loop is only told.
    private void letGoOn(boolean fewWaiting) {
        if (heldUp && fewWaiting && !ended) {
            heldUp = false;
            home.run(stream::resume);
        }
    }

    /** Tells whether all has arrived and been taken. */
    public boolean isOver() {
        lock.lock();
        try {
            return ended && failure == null && chunks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what has arrived and will, so that the connection can be used again. */
    public void discard() {
        lock.lock();
        try {
            discarding = true;
            chunks.clear();
            waiting = 0;
            letGoOn(true);
        } finally {
            lock.unlock();
        }
    }
}
