package dev.weft.internal.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Open, shut down, terminated: the life of something that takes jobs, with the jobs that are not over.
 *
 * <p>Any thread may call any method. There is no lock: whoever enters looks for a shutdown after it has become visible, and
 * whoever shuts down looks for those inside after that has.
 *
 * @param <J> what stands for a job
 */
final class Lifecycle<J> {
    private final Set<J> inside = ConcurrentHashMap.newKeySet();
    private final CountDownLatch terminated = new CountDownLatch(1);
    // false -> true, never back.
    private volatile boolean shutdown;

    /** Lets a job in; {@code false} means that it is too late. */
    boolean enter(J job) {
        if (shutdown) {
            return false;
        }
        inside.add(job);
        if (shutdown) {
            leave(job);
            return false;
        }
        return true;
    }

    /** Lets a job out. */
    void leave(J job) {
        inside.remove(job);
        terminateIfOver();
    }

    void shutdown() {
        shutdown = true;
        terminateIfOver();
    }

    private void terminateIfOver() {
        // isEmpty() adds up counters that others change meanwhile and may say so too early; an iterator misses nobody
        // who stays.
        if (shutdown && inside.isEmpty() && !inside.iterator().hasNext()) {
            terminated.countDown();
        }
    }

    /** Returns the jobs that are not over: a live view. */
    Set<J> inside() {
        return inside;
    }

    boolean isShutdown() {
        return shutdown;
    }

    boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
