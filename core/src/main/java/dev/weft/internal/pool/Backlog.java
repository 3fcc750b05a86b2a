package dev.weft.internal.pool;

import dev.weft.internal.task.Task;
import java.io.Serial;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The jobs that wait for a thread, no more than a limit of them: a queue for a {@code ThreadPoolExecutor} whose {@code offer}
 * says that it is full.
 *
 * <p>A job that is done before its turn leaves its room at once and its shell behind; the shells are swept when there are many,
 * so that cancelling costs the same for each job.
 */
final class Backlog extends LinkedTransferQueue<Runnable> {
    @Serial
    private static final long serialVersionUID = 1L;

    // More than any limit, and twice that is still an int.
    private static final int ROOM_FOR_ALL = 1_000_000_000;
    private static final int FEW_SHELLS = 1_000;

    private final int limit;
    private final Semaphore room;
    private final AtomicInteger shells = new AtomicInteger();

    Backlog(int limit) {
        if (limit < 1 || limit > ROOM_FOR_ALL) {
            throw new IllegalArgumentException(
                    "queueLimit must be within 1..%d, was %d".formatted(ROOM_FOR_ALL, limit));
        }
        this.limit = limit;
        this.room = new Semaphore(limit);
    }

    int limit() {
        return limit;
    }

    /** Returns about how many jobs wait. */
    int waiting() {
        return Math.max(0, limit - room.availablePermits());
    }

    /** Returns how many jobs wait, counted one by one: after a shutdown, when there is room for all. */
    int notDone() {
        return (int) stream().filter(task -> !((Task<?>) task).isDone()).count();
    }

    /** Queues a task if there is room. */
    @Override
    public boolean offer(Runnable task) {
        if (!room.tryAcquire()) {
            return false;
        }
        addWithRoom(task);
        return true;
    }

    /** Queues a task once there is room, or {@link #openWide} was called. */
    void offerWaiting(Task<?> task) throws InterruptedException {
        room.acquire();
        addWithRoom(task);
    }

    private void addWithRoom(Runnable task) {
        ((Task<?>) task).markQueued();
        super.offer(task);
    }

    /** Queues a task that must not wait, beyond the limit. */
    void offerBeyondLimit(Task<?> task) {
        super.offer(task);
    }

    /** Hears that a task was taken from the queue. */
    void taken(Task<?> task) {
        if (task.unmarkQueued()) {
            room.release();
        }
    }

    /** Hears that a task in the queue will not run; tells whether that made it sweep the shells out. */
    boolean abandoned(Task<?> task) {
        if (!task.unmarkQueued()) {
            return false;
        }
        room.release();
        if (shells.incrementAndGet() < Math.max(FEW_SHELLS, limit / 2)) {
            return false;
        }
        shells.set(0);
        return removeIf(queued -> ((Task<?>) queued).isDone());
    }

    /** Lets everybody go on who waits for room; called once, when the pool is shut down. */
    void openWide() {
        room.release(ROOM_FOR_ALL);
    }
}
