package dev.weft.internal.batch;

import dev.weft.Future;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Submits a job for each item when it is asked for the next. */
record Submissions<A extends @Nullable Object, R extends @Nullable Object>(
        Iterator<? extends A> items, Function<? super A, Future<R>> submit) implements Iterator<Future<R>> {
    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public Future<R> next() {
        return submit.apply(items.next());
    }
}
