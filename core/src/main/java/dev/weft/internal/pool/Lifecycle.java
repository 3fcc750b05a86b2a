package dev.weft.internal.pool;

import java.util.Collection;
import java.util.Map;
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
public final class Lifecycle<J> {
    // By what lets them out again.
    private final Map<Object, J> inside = new ConcurrentHashMap<>();
    private final CountDownLatch terminated = new CountDownLatch(1);
    // false -> true, never back.
    private volatile boolean shutdown;

    /** Lets a job in; {@code false} means that it is too late. */
    public boolean enter(J job) {
        return enter(job, job);
    }

    /** As {@link #enter(Object)}; {@code key} lets the job out again. A thread's hash code costs less than an object's own. */
    public boolean enter(Object key, J job) {
        if (shutdown) {
            return false;
        }
        inside.put(key, job);
        if (shutdown) {
            leave(key);
            return false;
        }
        return true;
    }

    /** Lets a job in also after a shutdown; called where none can leave meanwhile, and before the last one has. */
    public void enterLate(J job) {
        inside.put(job, job);
    }

    /** Lets out the job that came in with {@code key}, or is it. */
    public void leave(Object key) {
        inside.remove(key);
        terminateIfOver();
    }

    public void shutdown() {
        shutdown = true;
        terminateIfOver();
    }

    private void terminateIfOver() {
        // isEmpty() adds up counters that others change meanwhile and may say so too early; an iterator misses nobody
        // who stays.
        if (shutdown && inside.isEmpty() && !inside.keySet().iterator().hasNext()) {
            terminated.countDown();
        }
    }

    /** Returns the jobs that are not over: a live view. */
    public Collection<J> inside() {
        return inside.values();
    }

    public boolean isShutdown() {
        return shutdown;
    }

    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
