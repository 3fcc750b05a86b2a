package dev.weft.internal.batch;

import dev.weft.Clock;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.TaskOwner;
import dev.weft.internal.task.Waiter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Futures in the order in which they are done: one thread adds and takes, any thread completes.
 */
final class Completions<T extends @Nullable Object> implements Awaited {
    // Changed by the taking thread only, looked at by any: those that were added and not taken, with the listener that
    // each was
    // given. In order, so that a simulation does not depend on hash codes.
    private final Map<FutureCell<T>, Listener> watched = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Queue<FutureCell<T>> done = new ConcurrentLinkedQueue<>();
    // The taking thread, while it waits.
    private volatile @Nullable Waiter waiter;

    /** Watches {@code future}; {@code false} means that it is watched already. */
    boolean add(FutureCell<T> future) {
        var listener = Listener.of(() -> {
            done.add(future);
            var waiting = waiter;
            if (waiting != null) {
                waiting.fire();
            }
        });
        if (watched.putIfAbsent(future, listener) != null) {
            return false;
        }
        future.whenDone(listener);
        return true;
    }

    /** Returns how many are watched and not taken. */
    int size() {
        return watched.size();
    }

    /** Returns those that are watched and not taken: a live view. */
    Set<FutureCell<T>> rest() {
        return Collections.unmodifiableSet(watched.keySet());
    }

    /**
     * Waits for the next that is done, and takes it.
     *
     * @param nanos the longest wait
     * @return the future; {@code null} means that the time ran out
     */
    @Nullable
    FutureCell<T> take(long nanos) throws InterruptedException {
        var next = done.poll();
        if (next == null) {
            next = awaitNext(nanos);
        }
        if (next != null) {
            watched.remove(next);
        }
        return next;
    }

    private @Nullable FutureCell<T> awaitNext(long nanos) throws InterruptedException {
        var clock = Clock.current();
        long start = clock.nanoTime();
        while (true) {
            var waiting = new Waiter();
            waiter = waiting;
            var next = done.poll();
            if (next != null) {
                return next;
            }
            long left = nanos == Clock.FOREVER ? nanos : nanos - (clock.nanoTime() - start);
            if (!waiting.await(this, left)) {
                return null;
            }
        }
    }

    /** Stops watching. */
    void forgetAll() {
        watched.forEach(FutureCell::forget);
        watched.clear();
        done.clear();
    }

    /** Cancels all that are watched and not taken, and waits until their jobs have stopped. */
    void cancelAndAwait() {
        var rest = inOrder();
        forgetAll();
        rest.forEach(FutureCell::cancel);
        rest.forEach(FutureCell::awaitStoppedUninterruptibly);
    }

    @Override
    public List<FutureCell<T>> parts() {
        return inOrder().stream().filter(future -> !future.isDone()).toList();
    }

    @Override
    public boolean dependsOn(TaskOwner owner) {
        var waitedFor = inOrder();
        return !waitedFor.isEmpty()
                && waitedFor.stream().allMatch(future -> future instanceof Awaited awaited && awaited.dependsOn(owner));
    }

    private List<FutureCell<T>> inOrder() {
        synchronized (watched) {
            return List.copyOf(watched.keySet());
        }
    }

    @Override
    public String toString() {
        return "the next of %d futures".formatted(watched.size());
    }
}
