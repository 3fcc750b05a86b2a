package dev.weft.http.internal.tcp;

import dev.weft.Promise;
import dev.weft.http.TcpLostException;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was written and is not with the system yet: when it is much, a write waits.
 *
 * <p>The writer puts bytes in and has the event loop come for them, once for all that was written until it comes.
 */
final class Departures {
    /** How many bytes may wait or be on their way before a write waits. */
    static final int MOST_WAITING = 128 * 1024;

    private final String name;
    private final Runnable fetch;

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock.
    private final ByteQueue bytes = new ByteQueue();
    private int onTheWay;
    private boolean fetching;
    private boolean shut;
    private @Nullable Throwable failure;
    // Set while a writer waits for room, or for all to have left.
    private @Nullable Promise<Boolean> progress;

    /** @param fetch has the event loop come for what was written; called with the lock, it only asks for that */
    Departures(String name, Runnable fetch) {
        this.name = name;
        this.fetch = fetch;
    }

    // ---- in the writer

    void write(byte[] from, int at, int length) {
        int done = 0;
        while (done < length) {
            Promise<Boolean> toAwait;
            lock.lock();
            try {
                ensureOpen();
                int room = MOST_WAITING - bytes.size() - onTheWay;
                if (room > 0) {
                    int count = Math.min(room, length - done);
                    bytes.add(from, at + done, count);
                    done += count;
                    askToFetch();
                    continue;
                }
                toAwait = awaitable();
            } finally {
                lock.unlock();
            }
            toAwait.future().result();
        }
    }

    private void askToFetch() {
        if (!fetching) {
            fetching = true;
            fetch.run();
        }
    }

    private Promise<Boolean> awaitable() {
        if (progress == null) {
            progress = Promise.named("room in " + name);
        }
        return progress;
    }

    private void ensureOpen() {
        if (failure != null) {
            throw new TcpLostException("cannot write: %s was lost: %s".formatted(name, failure.getMessage()), failure);
        }
        if (shut) {
            throw new IllegalStateException("cannot write: the output of %s was shut down before".formatted(name));
        }
    }

    /** Waits until all that was written is with the system. */
    void awaitEmpty() {
        while (true) {
            Promise<Boolean> toAwait;
            lock.lock();
            try {
                if (failure != null) {
                    throw new TcpLostException(
                            "cannot flush: %s was lost: %s".formatted(name, failure.getMessage()), failure);
                }
                if (bytes.isEmpty() && onTheWay == 0) {
                    return;
                }
                toAwait = awaitable();
            } finally {
                lock.unlock();
            }
            toAwait.future().result();
        }
    }

    /** Has later writes refused; {@code false} if that was so before. */
    boolean shut() {
        lock.lock();
        try {
            boolean first = !shut;
            shut = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    // ---- on the event loop

    /** Fills {@code target} with all that was written; what becomes of it is said by {@link #left}. */
    void takeInto(ByteBuf target) {
        lock.lock();
        try {
            fetching = false;
            onTheWay += bytes.size();
            bytes.drainTo(target::writeBytes);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return bytes.size();
        } finally {
            lock.unlock();
        }
    }

    void left(int count, @Nullable Throwable reason) {
        Promise<Boolean> writer = null;
        lock.lock();
        try {
            onTheWay -= count;
            if (reason != null && failure == null) {
                failure = reason;
            }
            if (failure != null || bytes.size() + onTheWay < MOST_WAITING) {
                writer = progress;
                progress = null;
            }
        } finally {
            lock.unlock();
        }
        if (writer != null) {
            writer.trySucceed(true);
        }
    }

    void fail(Throwable reason) {
        left(0, reason);
    }
}
