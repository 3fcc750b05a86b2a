package dev.weft.http.internal.net;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a peer sends, for one job that reads them at its own pace: when enough wait to be read, the peer is held up.
 *
 * <p>The event loop puts chunks in, the reader takes them out; each on a thread of its own.
 */
public final class Inbound {
    private final Inflow inflow;
    // The rest is guarded by inflow.
    private final ArrayDeque<Buffer> chunks = new ArrayDeque<>();
    private int waiting;
    private boolean discarding;

    /**
     * Reads {@code stream}, which is paused, and pauses it to hold the peer up; called on the event loop before anything could have
     * arrived.
     *
     * @param name of what is read, as users see it
     */
    public Inbound(String name, NetLoop home, ReadStream<Buffer> stream) {
        this(name, stream, true, on -> {
            // Held up on the event loop, let go on anywhere.
            if (on) {
                home.run(stream::resume);
            } else {
                stream.pause();
            }
        });
    }

    /**
     * Reads {@code stream}, which flows; called on the event loop before anything could have arrived.
     *
     * @param name of what is read, as users see it
     * @param heldUp whether the peer is held up until somebody reads
     */
    public Inbound(String name, ReadStream<Buffer> stream, boolean heldUp, Inflow.Gate gate) {
        this.inflow = new Inflow(name, () -> waiting, heldUp, gate);
        stream.handler(chunk -> inflow.put(() -> add(chunk)));
        stream.endHandler(ignored -> inflow.end(null));
        stream.exceptionHandler(inflow::end);
    }

    private void add(Buffer chunk) {
        if (!discarding) {
            chunks.add(chunk);
            waiting += chunk.length();
        }
    }

    /** Lets the first bytes come before they are asked for. */
    public void begin() {
        inflow.locked(() -> {
            inflow.letGoOn();
            return true;
        });
    }

    /** Reserves room for {@code bytes} more until the end, which come whether the peer is held up or not; {@code false} if there is none. */
    public boolean tryReserve(int bytes) {
        return inflow.locked(() -> !discarding && inflow.tryReserve(bytes));
    }

    /** Ends what arrives: whole, or by {@code reason}. Only the first end counts. */
    public void end(@Nullable Throwable reason) {
        inflow.end(reason);
    }

    /**
     * Takes the next chunk, waiting for it.
     *
     * @param limit how long to wait; {@code null} without limit
     * @return the chunk, or {@code null} at the end
     * @throws FailedChain if it ended before its end; what came before that was returned first
     * @throws dev.weft.WaitTimeoutException if the time ran out
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted
     */
    public @Nullable Buffer next(@Nullable Duration limit) throws FailedChain {
        return inflow.take(limit, this::poll);
    }

    private @Nullable Buffer poll() throws FailedChain {
        var chunk = chunks.poll();
        var failure = inflow.failure();
        if (chunk == null && failure != null) {
            throw new FailedChain(failure);
        }
        waiting -= chunk == null ? 0 : chunk.length();
        return chunk;
    }

    /** Tells whether all has arrived and been taken. */
    public boolean isOver() {
        return inflow.locked(() -> inflow.isEnded() && inflow.failure() == null && chunks.isEmpty());
    }

    /** Drops what has arrived and will, so that the connection can be used again. */
    public void discard() {
        inflow.locked(() -> {
            discarding = true;
            chunks.clear();
            waiting = 0;
            inflow.unreserve();
            inflow.letGoOn();
            return true;
        });
    }
}
