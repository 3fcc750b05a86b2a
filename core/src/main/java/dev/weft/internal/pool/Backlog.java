package dev.weft.internal.pool;

import dev.weft.internal.task.Task;
import java.io.Serial;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The jobs that wait for a thread, no more than a limit of them: a queue for a {@code ThreadPoolExecutor} whose {@code offer}
 * says that it is full.
 *
 * <p>A job that is done before its turn leaves its room at once and its shell behind; the shells are swept when there are many,
 * so that cancelling costs the same for each job. A job that an idle thread is about to take needs no room.
 */
final class Backlog extends LinkedBlockingQueue<Runnable> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MOST = 1_000_000_000;
    private static final int FEW_SHELLS = 1_000;
    // More than there are threads at once between the two halves of offer().
    private static final int FAR_FROM_LIMIT = 1_000;

    private final int limit;
    private final int threads;

    // How many threads wait in take(), and for how many of them no job was queued yet.
    private final AtomicInteger idle = new AtomicInteger();
    private final Semaphore unclaimed = new Semaphore(0);
    // How many jobs in the queue are done.
    private final AtomicInteger shells = new AtomicInteger();

    // Held to offer close to the limit and to sweep; taken before the queue's own locks.
    private final ReentrantLock lock = new ReentrantLock();
    private final transient Condition room = lock.newCondition();
    // How many threads wait for room.
    private final AtomicInteger waitForRoom = new AtomicInteger();
    // Guarded by lock. false -> true, never back.
    private boolean wide;

    Backlog(int limit, int threads) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("queueLimit must be within 1..%d, was %d".formatted(MOST, limit));
        }
        this.limit = limit;
        this.threads = threads;
    }

    int limit() {
        return limit;
    }

    /** Returns about how many jobs wait. */
    int waiting() {
        return Math.max(0, size() - shells.get() - idle.get());
    }

    /** Returns how many jobs wait, counted one by one: after a shutdown, when what leaves is not counted any more. */
    int notDone() {
        return (int) stream().filter(task -> !((Task<?>) task).isDone()).count();
    }

    // ---- in

    /** Queues a task if there is room. */
    @Override
    public boolean offer(Runnable task) {
        if (size() < limit - FAR_FROM_LIMIT) {
            return super.offer(task);
        }
        lock.lock();
        try {
            return (wide || waiting() < limit) && super.offer(task);
        } finally {
            lock.unlock();
        }
    }

    /** Queues a task once there is room, or {@link #openWide} was called. */
    void offerWaiting(Task<?> task) throws InterruptedException {
        lock.lockInterruptibly();
        waitForRoom.incrementAndGet(); // before it looks for room: who makes some after that signals it
        try {
            while (!offer(task)) {
                room.await();
            }
        } finally {
            waitForRoom.decrementAndGet();
            lock.unlock();
        }
    }

    /** Queues a task that must not wait, beyond the limit. */
    void offerBeyondLimit(Task<?> task) {
        super.offer(task);
    }

    /** Queues a task if a thread is idle that no other was queued for. */
    boolean offerToIdle(Task<?> task) {
        return unclaimed.tryAcquire() && super.offer(task);
    }

    /** Lets everybody go on who waits for room; called once, when the pool is shut down. */
    void openWide() {
        lock.lock();
        try {
            wide = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- out

    @Override
    public Runnable take() throws InterruptedException {
        var next = poll();
        return next != null ? next : takeIdle();
    }

    private Runnable takeIdle() throws InterruptedException {
        idle.incrementAndGet();
        // Once all threads run, nobody claims them, and the permits need not grow.
        if (unclaimed.availablePermits() < threads) {
            unclaimed.release();
        }
        try {
            return super.take();
        } catch (InterruptedException e) {
            unclaimed.tryAcquire();
            throw e;
        } finally {
            idle.decrementAndGet();
        }
    }

    /** Hears that a task has left the queue, or will not run when it does. */
    void roomMade() {
        if (waitForRoom.get() == 0) {
            return;
        }
        lock.lock();
        try {
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Hears that a task is done before its turn; tells whether that made it sweep the shells out. */
    boolean shellLeft() {
        boolean many = shells.incrementAndGet() >= Math.max(FEW_SHELLS, limit / 2);
        boolean swept = many && sweep();
        roomMade();
        return swept;
    }

    /** Hears that such a task has left the queue, or was never put into it. */
    void shellGone() {
        shells.decrementAndGet();
    }

    private boolean sweep() {
        lock.lock();
        try {
            // Who comes second finds nothing left to do.
            return shells.get() > 0 && removeIf(this::isShellToRemove);
        } finally {
            lock.unlock();
        }
    }

    private boolean isShellToRemove(Runnable queued) {
        boolean shell = ((Task<?>) queued).isDone();
        if (shell) {
            shellGone();
        }
        return shell;
    }
}
