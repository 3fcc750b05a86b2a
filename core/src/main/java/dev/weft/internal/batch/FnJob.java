package dev.weft.internal.batch;

import dev.weft.Fn;
import dev.weft.Job;
import dev.weft.internal.task.Wrapped;
import org.jspecify.annotations.Nullable;

/** A function of one item as a job. */
record FnJob<A extends @Nullable Object, R extends @Nullable Object>(Fn<? super A, ? extends R> original, A item)
        implements Job<R>, Wrapped {
    @Override
    public R call() throws Exception {
        return original.apply(item);
    }
}
