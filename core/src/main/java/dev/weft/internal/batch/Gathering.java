package dev.weft.internal.batch;

import dev.weft.Future;
import dev.weft.Futures.OnFailure;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.TaskOwner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A future of the values of many. */
public final class Gathering<T extends @Nullable Object> {
    private final List<FutureCell<T>> futures = new ArrayList<>();
    private final OnFailure onFailure;
    private final AtomicInteger notDone;
    private final AtomicInteger notOver;
    private final Gathered gathered = new Gathered();

    /** Starts watching {@code futures}; one that is given twice appears twice. */
    @SuppressWarnings("unchecked") // a future of a subtype of T is only read
    public Gathering(Collection<? extends Future<? extends T>> futures, OnFailure onFailure) {
        futures.forEach(future -> this.futures.add((FutureCell<T>) Objects.requireNonNull(future, "future")));
        this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
        this.notDone = new AtomicInteger(this.futures.size());
        this.notOver = new AtomicInteger(this.futures.size());
        gathered.begin();
        if (this.futures.isEmpty()) {
            gathered.stopped();
            gathered.succeed(List.of());
        }
        for (var future : this.futures) {
            future.whenDone(Listener.of(() -> done(future)));
            future.whenOver(Listener.of(this::over));
        }
    }

    /** Returns the future of the values. */
    public Future<List<T>> future() {
        return gathered;
    }

    private void done(FutureCell<T> future) {
        var failure = future.failure();
        if (failure == null) {
            if (notDone.decrementAndGet() == 0) {
                gathered.succeed(values());
            }
            return;
        }
        if (gathered.isDone()) {
            failure.observe(); // one failure is all that a gather tells
            return;
        }
        var reason = failure instanceof Failure.Cancelled
                ? new Failure.JobThrew(future.name(), failure.reason(), null)
                : failure;
        if (gathered.end(reason) && onFailure == OnFailure.CANCEL_REST) {
            futures.forEach(FutureCell::cancel);
        }
    }

    private void over() {
        if (notOver.decrementAndGet() == 0) {
            gathered.stopped();
        }
    }

    private List<T> values() {
        var values = new ArrayList<T>(futures.size());
        futures.forEach(future -> values.add(future.resultNow()));
        return Collections.unmodifiableList(values);
    }

    /** The future of the values; cancelling it cancels all. */
    private final class Gathered extends FutureCell<List<T>> implements Awaited {
        @Override
        protected void done(boolean interrupt) {
            if (isCancelled()) {
                futures.forEach(future -> future.cancel(interrupt));
            }
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
        public String name() {
            return "gather of " + futures.size();
        }
    }
}
