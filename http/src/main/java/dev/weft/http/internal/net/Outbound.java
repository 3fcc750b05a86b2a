package dev.weft.http.internal.net;

import dev.weft.Promise;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for a peer, from one job that writes them: a write waits while too much is on its way.
 *
 * <p>The writer puts buffers in; the event loop says when each has left.
 */
public final class Outbound {
    /** How many bytes may be on their way before a write waits; one buffer may pass over it. */
    public static final int MOST_ON_THE_WAY = 128 * 1024;

    private final String name;
    private final NetLoop home;
    private final WriteStream<Buffer> stream;

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock.
    private long onTheWay;
    private @Nullable Throwable failure;
    // Set while the writer waits.
    private @Nullable Promise<Boolean> room;

    /**
     * Writes to {@code stream}.
     *
     * @param name of what is written, as users see it
     */
    public Outbound(String name, NetLoop home, WriteStream<Buffer> stream) {
        this.name = name;
        this.home = home;
        this.stream = stream;
    }

    /**
     * Writes {@code bytes}, waiting first while too much is on its way.
     *
     * @param bytes belong to the stream from now on
     * @param limit how long to wait; {@code null} without limit
     * @throws FailedChain if the peer is gone, or an earlier write failed
     * @throws dev.weft.WaitTimeoutException if the time ran out; nothing is written then
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; nothing is written then
     */
    public void write(Buffer bytes, @Nullable Duration limit) throws FailedChain {
        int length = bytes.length();
        for (var full = takeRoom(length); full != null; full = takeRoom(length)) {
            await(full, limit);
        }
        home.run(() -> send(bytes));
    }

    /**
     * Waits while too much is on its way, so that a sole writer's next write does not wait.
     *
     * @throws FailedChain and the others, as {@link #write} does
     */
    public void awaitRoom(@Nullable Duration limit) throws FailedChain {
        for (var full = takeRoom(0); full != null; full = takeRoom(0)) {
            await(full, limit);
        }
    }

    private static void await(Promise<Boolean> room, @Nullable Duration limit) {
        if (limit == null) {
            room.future().result();
        } else {
            room.future().result(limit);
        }
    }

    /** Takes room for {@code length} bytes; or returns what to wait for first. */
    private @Nullable Promise<Boolean> takeRoom(int length) throws FailedChain {
        lock.lock();
        try {
            if (failure != null) {
                throw new FailedChain(failure);
            }
            if (onTheWay < MOST_ON_THE_WAY) {
                onTheWay += length;
                return null;
            }
            if (room == null) {
                room = Promise.named(name);
            }
            return room;
        } finally {
            lock.unlock();
        }
    }

    private void send(Buffer bytes) {
        int length = bytes.length();
        Future<Void> sent;
        try {
            sent = stream.write(bytes);
        } catch (RuntimeException e) {
            sent = Future.failedFuture(e); // such as "response has been written": the peer was faster
        }
        sent.onComplete(ignored -> left(length, null), reason -> left(length, reason));
    }

    private void left(int length, @Nullable Throwable reason) {
        Promise<Boolean> writer;
        lock.lock();
        try {
            onTheWay -= length;
            if (reason != null && failure == null) {
                failure = reason;
            }
            if (failure == null && onTheWay >= MOST_ON_THE_WAY) {
                return;
            }
            writer = room;
            room = null;
        } finally {
            lock.unlock();
        }
        if (writer != null) {
            writer.trySucceed(true);
        }
    }

    /** Says that the peer is gone: a writer that waits, and every later write, fails with {@code reason}. */
    public void fail(Throwable reason) {
        left(0, reason);
    }
}
