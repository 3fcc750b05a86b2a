package dev.weft.internal.batch;

import dev.weft.Fn;
import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.Results;
import dev.weft.WaitTimeoutException;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Interruption;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Futures in the order in which they are done, taken from a source as far as a window reaches. Used by one thread at a time. */
@SuppressWarnings("IterableAndIterator") // iterated once, as a generator is
public final class CompletionResults<T extends @Nullable Object> implements Results<Future<T>>, Iterator<Future<T>> {
    private Iterator<? extends Future<? extends T>> source;
    private final boolean owned;
    private final Completions<T> completions = new Completions<>();
    private final Window window;
    private final TimeLimit limit = new TimeLimit();
    private int taken;
    private boolean closed;

    private CompletionResults(Iterator<? extends Future<? extends T>> source, boolean owned, int window) {
        this.source = source;
        this.owned = owned;
        this.window = new Window(window);
    }

    /** Watches futures that somebody else started, all of them from now on. */
    public static <T extends @Nullable Object> Results<Future<T>> watching(
            Collection<? extends Future<? extends T>> futures) {
        var results = new CompletionResults<T>(futures.iterator(), false, Integer.MAX_VALUE);
        results.fill();
        results.source = Collections.emptyIterator(); // that of the collection would keep all that is given out
        return results;
    }

    /** Takes futures that somebody else starts as it goes. */
    public static <T extends @Nullable Object> Results<Future<T>> following(
            Iterator<? extends Future<? extends T>> futures) {
        return new CompletionResults<>(futures, false, 64);
    }

    /** Starts a job for each item as it goes, and so owns the futures. */
    public static <A extends @Nullable Object, R extends @Nullable Object> Results<Future<R>> running(
            Pool pool, Fn<? super A, ? extends R> fn, Iterator<? extends A> items) {
        Objects.requireNonNull(fn, "fn");
        return new CompletionResults<>(
                new Submissions<>(items, item -> pool.submit(new FnJob<A, R>(fn, item))), true, pool.window());
    }

    @Override
    public Results<Future<T>> window(int size) {
        window.set(size);
        return this;
    }

    @Override
    public Results<Future<T>> timeout(Duration timeout) {
        limit.set(timeout);
        return this;
    }

    @Override
    public Iterator<Future<T>> iterator() {
        window.begin();
        return this;
    }

    @Override
    public boolean hasNext() {
        fill();
        return completions.size() > 0;
    }

    @Override
    public Future<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all results were given out, or the results are closed");
        }
        FutureCell<T> next;
        try {
            next = completions.take(limit.leftNanos());
        } catch (InterruptedException e) {
            throw Interruption.of("interrupted while waiting for %s; it goes on".formatted(completions), e);
        }
        if (next == null) {
            int unfinished = completions.size();
            close();
            throw new WaitTimeoutException(
                    "%d of %d futures unfinished after %s".formatted(unfinished, taken, limit.length()));
        }
        return next;
    }

    @SuppressWarnings("unchecked") // a future of a subtype of T is only read
    private void fill() {
        while (!closed && completions.size() < window.size() && source.hasNext()) {
            if (completions.add((FutureCell<T>) source.next())) {
                taken++;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        if (owned) {
            completions.cancelAndAwait();
        } else {
            completions.forgetAll();
        }
    }
}
