package dev.weft.internal.pool;

import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.WaitInterruptedException;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Relay;
import dev.weft.internal.time.InternalThread;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets so many of its jobs run at a time, and keeps the others back in the order in which they came. */
public final class LimitView extends View {
    private static final int MOST_WAITING = ThreadPool.DEFAULT_QUEUE_LIMIT;

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Guarded by lock. Invariant: nobody waits while running < limit.
    private final LinkedHashSet<Relay<?>> waiting = new LinkedHashSet<>();
    // Guarded by lock. Invariant: 0 <= running <= limit.
    private int running;

    public LimitView(Pool parent, int limit) {
        super(parent, null);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        this.limit = limit;
    }

    @Override
    public int window() {
        return Math.max(1, Math.min(super.window(), 2 * limit));
    }

    @Override
    <T extends @Nullable Object> Future<T> pass(JobOptions options, Callable<? extends T> job) {
        if (parent().isShutdown()) {
            throw new RejectedExecutionException("pool '%s' is shut down and takes no more jobs".formatted(name()));
        }
        var relay = new Relay<T>(parent(), options, Objects.requireNonNull(job, "job"));
        relay.startDeadline();
        boolean now;
        try {
            now = enter(relay, options);
        } catch (WaitInterruptedException e) {
            relay.cancel();
            throw e;
        }
        if (now) {
            launchFirst(relay);
        } else {
            relay.whenDone(Listener.of(() -> forget(relay)));
        }
        return relay;
    }

    /** Lets {@code relay} run now and says so, or has it wait. */
    private boolean enter(Relay<?> relay, JobOptions options) {
        lock.lock();
        try {
            if (!options.hasWaited() && mayWait()) {
                awaitRoom(relay);
            }
            if (running < limit) {
                running++;
                return true;
            }
            waiting.add(relay);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayWait() {
        return !InternalThread.isCurrent() && !OwnJobs.runCaller(root());
    }

    private void awaitRoom(Relay<?> relay) {
        try {
            while (waiting.size() >= MOST_WAITING) {
                room.await();
            }
        } catch (InterruptedException e) {
            throw Interruption.of(
                    "interrupted while waiting for room in a limited view of pool '%s'; job '%s' was not taken"
                            .formatted(name(), relay.name()),
                    e);
        }
    }

    private void forget(Relay<?> relay) {
        lock.lock();
        try {
            if (waiting.remove(relay)) {
                room.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Launches a job that need not wait, in the thread that submits it. */
    private <T extends @Nullable Object> void launchFirst(Relay<T> relay) {
        boolean runs = false;
        try {
            runs = follow(relay, relay.submit());
        } finally {
            if (!runs) {
                launchNext();
            }
        }
    }

    private <T extends @Nullable Object> boolean launch(Relay<T> relay) {
        return follow(relay, relay.attempt());
    }

    /** Has the place of {@code attempt} given on when it is over; {@code false} means that the place is free already. */
    private <T extends @Nullable Object> boolean follow(Relay<T> relay, @Nullable FutureCell<T> attempt) {
        if (attempt == null) {
            return false;
        }
        if (attempt.isOver()) {
            relay.endAs(attempt);
            return false;
        }
        attempt.whenOver(Listener.of(() -> {
            relay.endAs(attempt);
            launchNext();
        }));
        return true;
    }

    /** Gives a place that has become free to the job that waits longest. */
    private void launchNext() {
        // A loop, and not a stack as deep as the queue: in the caller, or in a broken pool, each job is over at once.
        var next = takeNext();
        while (next != null && !launch(next)) {
            next = takeNext();
        }
    }

    private @Nullable Relay<?> takeNext() {
        lock.lock();
        try {
            if (waiting.isEmpty() || cancelling()) {
                running--;
                return null;
            }
            room.signal();
            return waiting.removeFirst();
        } finally {
            lock.unlock();
        }
    }
}
