package dev.weft;

import dev.weft.internal.task.Interruption;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way from some jobs to others, in order: a queue that has a bound and an end.
 *
 * <p>Who sends more than there is room for waits, so a fast sender goes at the pace of the receivers. Each value is received
 * once. Closing ends it for both sides: nothing is sent any more, and receivers get what is left, then the end. A receiver that
 * stops early closes it, too, so that senders do not wait for ever.
 *
 * <pre>{@code
 * var lines = Channel.<String>bounded(16);
 * pool.submit(() -> {
 *     try (lines) {
 *         lines.send("one");
 *     }
 * });
 * for (var line : lines) { ... }
 * }</pre>
 *
 * <p>Any thread of this JVM may call any method, on any pool. Waits end early on interrupt; {@link Deadline#run} limits them.
 *
 * @param <T> the type of the values, which are not null
 * @see <a href="https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue">asyncio.Queue</a>, from which we differ: it
 *     has a bound, can be iterated, and works between pools
 */
public final class Channel<T> implements Iterable<T>, AutoCloseable {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition arrival = lock.newCondition();

    // Guarded by lock. Invariant: no more than capacity.
    private final ArrayDeque<T> values = new ArrayDeque<>();
    // Guarded by lock. false -> true, never back.
    private boolean closed;
    // Guarded by lock: why it was closed, if that was a failure.
    private @Nullable Throwable failure;

    private Channel(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Returns a channel on which up to {@code capacity} values wait to be received.
     *
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public static <T> Channel<T> bounded(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        return new Channel<>(capacity);
    }

    /**
     * Sends a value, once there is room for it.
     *
     * @throws ChannelClosedException if the channel is closed, before or during the wait; the value was not sent
     * @throws InterruptedException if interrupted while waiting; the value was not sent
     */
    public void send(T value) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        lock.lockInterruptibly();
        try {
            while (values.size() == capacity && !closed) {
                room.await();
            }
            if (closed) {
                throw new ChannelClosedException("the channel is closed: a value was not sent", failure);
            }
            values.add(value);
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Receives the next value, once there is one.
     *
     * @throws ChannelClosedException if the channel is closed and has no value left; the cause is the failure that closed it,
     *     if one did
     * @throws InterruptedException if interrupted while waiting; no value was taken
     */
    public T receive() throws InterruptedException {
        var value = poll();
        if (value == null) {
            throw new ChannelClosedException("the channel is closed and has no value left", failure());
        }
        return value;
    }

    /** Waits for the next value and takes it; {@code null} means that there will be none. */
    private @Nullable T poll() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (values.isEmpty() && !closed) {
                arrival.await();
            }
            var value = values.poll();
            room.signal();
            return value;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns an iterator that receives: {@code hasNext} waits for the next value and takes it, and is {@code false} at the
     * end. Several may share the values.
     *
     * <p>Both methods throw {@link ChannelClosedException} where a failure closed the channel, once no value is left, and
     * {@link WaitInterruptedException} if interrupted; no value is taken then.
     */
    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private @Nullable T next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = receiveNext();
                }
                return next != null;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the channel is closed and has no value left");
                }
                var value = Objects.requireNonNull(next);
                next = null;
                return value;
            }
        };
    }

    private @Nullable T receiveNext() {
        try {
            var value = poll();
            var reason = failure();
            if (value == null && reason != null) {
                throw new ChannelClosedException("the channel was closed by a failure: " + reason, reason);
            }
            return value;
        } catch (InterruptedException e) {
            throw Interruption.of("interrupted while waiting for the next value of a channel; none was taken", e);
        }
    }

    /** Ends the channel: nothing is sent any more, and receivers get what is left. Closing again changes nothing. */
    @Override
    public void close() {
        close(null);
    }

    /** As {@link #close()}, but receivers get {@code reason} as the cause of a {@link ChannelClosedException} at the end. */
    public void fail(Throwable reason) {
        close(Objects.requireNonNull(reason, "reason"));
    }

    private void close(@Nullable Throwable reason) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                failure = reason;
                room.signalAll();
                arrival.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether the channel is closed; values may be left in it. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many values wait to be received, as of now. */
    public int size() {
        lock.lock();
        try {
            return values.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Channel[%d of %d, %s]".formatted(size(), capacity, isClosed() ? "closed" : "open");
    }
}
