package dev.weft.internal.batch;

import dev.weft.Fn;
import dev.weft.Future;
import dev.weft.JobFailedException;
import dev.weft.Pool;
import dev.weft.Results;
import dev.weft.WaitTimeoutException;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Interruption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results of a function in the order of its items, a window of jobs ahead. Used by one thread at a time. */
@SuppressWarnings("IterableAndIterator") // iterated once, as a generator is
public final class MapResults<A extends @Nullable Object, R extends @Nullable Object>
        implements Results.Mapped<R>, Iterator<R> {
    private final Pool pool;
    private final Fn<? super A, ? extends R> fn;
    private final Iterator<? extends A> items;
    private final Window window;
    private final TimeLimit limit = new TimeLimit();
    private int chunk = 1;

    // Jobs in the order of their items: each gives an R, or a Chunk of them where chunk > 1.
    private final ArrayDeque<FutureCell<?>> ahead = new ArrayDeque<>();
    // What is left of the chunk that was taken last, and the failure that ended it.
    private Iterator<R> current = Collections.emptyIterator();
    private @Nullable Throwable currentFailure;
    private boolean closed;

    public MapResults(Pool pool, Fn<? super A, ? extends R> fn, Iterator<? extends A> items) {
        this.pool = pool;
        this.fn = Objects.requireNonNull(fn, "fn");
        this.items = items;
        this.window = new Window(pool.window());
    }

    @Override
    public Mapped<R> window(int size) {
        window.set(size);
        return this;
    }

    @Override
    public Mapped<R> chunk(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("chunk must be at least 1, was " + size);
        }
        window.ensureNotBegun("chunk");
        chunk = size;
        return this;
    }

    @Override
    public Mapped<R> timeout(Duration timeout) {
        limit.set(timeout);
        return this;
    }

    @Override
    public Iterator<R> iterator() {
        window.begin();
        return this;
    }

    @Override
    public boolean hasNext() {
        if (current.hasNext() || currentFailure != null) {
            return true;
        }
        fill();
        return !ahead.isEmpty();
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all results were given out, or the results are closed");
        }
        while (!current.hasNext()) {
            throwCurrentFailure();
            takeNextJob();
        }
        return current.next();
    }

    private void fill() {
        while (!closed && ahead.size() < window.size() && items.hasNext()) {
            ahead.add((FutureCell<?>) submitNext());
        }
    }

    private Future<?> submitNext() {
        if (chunk == 1) {
            return pool.submit(new FnJob<A, R>(fn, items.next()));
        }
        var part = new ArrayList<A>(chunk);
        while (part.size() < chunk && items.hasNext()) {
            part.add(items.next());
        }
        return pool.submit(new ChunkJob<A, R>(fn, part));
    }

    @SuppressWarnings("unchecked") // submitNext() makes jobs that give an R or a Chunk<R>
    private void takeNextJob() {
        var job = ahead.getFirst();
        awaitInTime(job);
        Object value;
        try {
            value = job.result();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        ahead.removeFirst();
        if (chunk == 1) {
            current = Collections.singletonList((R) value).iterator();
        } else {
            var results = (ChunkJob.Chunk<R>) Objects.requireNonNull(value);
            current = results.results().iterator();
            currentFailure = results.failure();
        }
    }

    private void awaitInTime(FutureCell<?> job) {
        try {
            if (!job.awaitDone(limit.leftNanos())) {
                close();
                throw new WaitTimeoutException("the next result of map was not there after %s; the rest was cancelled"
                        .formatted(limit.length()));
            }
        } catch (InterruptedException e) {
            throw Interruption.of("interrupted while waiting for %s; it goes on".formatted(job), e);
        }
    }

    private void throwCurrentFailure() {
        var failure = currentFailure;
        if (failure != null) {
            close();
            throw new JobFailedException("an item of map failed: " + failure, failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        var rest = List.copyOf(ahead);
        ahead.clear();
        current = Collections.emptyIterator();
        currentFailure = null;
        rest.forEach(FutureCell::cancel);
        rest.forEach(FutureCell::awaitStoppedUninterruptibly);
    }
}
