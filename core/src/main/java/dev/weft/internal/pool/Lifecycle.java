package dev.weft.internal.pool;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

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
    // NOT_YET <-> ASKED -> OVER, by CAS.
    private final AtomicReference<End> end = new AtomicReference<>(End.NOT_YET);

    /** Whether all is over. Who finds nobody inside asks, and looks again; who comes late waits for the answer. */
    private enum End {
        NOT_YET,
        ASKED,
        OVER
    }

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

    /** Lets a job in that belongs to one that is inside, also after the shutdown; {@code false} means that all is over. */
    public boolean enterLate(J job) {
        inside.put(job, job);
        while (end.get() == End.ASKED) {
            Thread.onSpinWait(); // another thread is between two lines of terminateIfOver()
        }
        if (end.get() == End.OVER) {
            inside.remove(job);
            return false;
        }
        return true;
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
        while (shutdown && nobodyIsInside() && end.compareAndSet(End.NOT_YET, End.ASKED)) {
            if (nobodyIsInside()) {
                terminated.countDown();
                end.set(End.OVER);
                return;
            }
            end.set(End.NOT_YET); // somebody has come late, and may have left meanwhile
        }
    }

    private boolean nobodyIsInside() {
        // isEmpty() adds up counters that others change meanwhile and may say so too early; an iterator misses nobody
        // who stays.
        return inside.isEmpty() && !inside.keySet().iterator().hasNext();
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
