package dev.weft.internal.batch;

import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.Settled;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.TaskOwner;
import dev.weft.internal.task.Waiter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One wait for many futures. */
public final class AwaitMany<T extends @Nullable Object> implements Awaited {
    private final Set<FutureCell<T>> futures = new LinkedHashSet<>();
    private final ReturnWhen when;
    private final Waiter waiter = new Waiter();
    private final AtomicInteger notDone;

    @SuppressWarnings("unchecked") // a future of a subtype of T is only read
    private AwaitMany(Collection<? extends Future<? extends T>> futures, ReturnWhen when) {
        futures.forEach(future -> this.futures.add((FutureCell<T>) Objects.requireNonNull(future, "future")));
        this.when = Objects.requireNonNull(when, "when");
        this.notDone = new AtomicInteger(this.futures.size());
    }

    /** Waits until {@code futures} are done as {@code when} says, or {@code nanos} have passed; duplicates count once. */
    public static <T extends @Nullable Object> Settled<T> await(
            Collection<? extends Future<? extends T>> futures, ReturnWhen when, long nanos) {
        return new AwaitMany<T>(futures, when).await(nanos);
    }

    private Settled<T> await(long nanos) {
        var listeners = new ArrayList<Runnable>(futures.size());
        for (var future : futures) {
            var listener = Listener.of(() -> done(future));
            future.whenDone(listener);
            listeners.add(() -> future.forget(listener));
        }
        try {
            if (!futures.isEmpty()) {
                waiter.await(this, nanos);
            }
        } catch (InterruptedException e) {
            throw Interruption.of("interrupted while waiting for %s; it goes on".formatted(this), e);
        } finally {
            listeners.forEach(Runnable::run);
        }
        return settled();
    }

    private void done(FutureCell<T> future) {
        boolean last = notDone.decrementAndGet() == 0;
        boolean enough = switch (when) {
            case FIRST_COMPLETED -> true;
            case FIRST_EXCEPTION -> future.failure() != null && !(future.failure() instanceof Failure.Cancelled);
            case ALL_COMPLETED -> false;
        };
        if (last || enough) {
            waiter.fire();
        }
    }

    private Settled<T> settled() {
        var done = new LinkedHashSet<Future<T>>();
        var rest = new LinkedHashSet<Future<T>>();
        futures.forEach(future -> (future.isDone() ? done : rest).add(future));
        return new Settled<>(Collections.unmodifiableSet(done), Collections.unmodifiableSet(rest));
    }

    @Override
    public List<FutureCell<T>> parts() {
        return futures.stream().filter(future -> !future.isDone()).toList();
    }

    @Override
    public boolean dependsOn(TaskOwner owner) {
        return futures.stream()
                .filter(future -> !future.isDone())
                .allMatch(future -> future instanceof Awaited awaited && awaited.dependsOn(owner));
    }

    @Override
    public String toString() {
        return "%d of %d futures".formatted(notDone.get(), futures.size());
    }
}
