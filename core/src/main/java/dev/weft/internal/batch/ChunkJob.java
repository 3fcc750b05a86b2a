package dev.weft.internal.batch;

import dev.weft.Fn;
import dev.weft.Job;
import dev.weft.internal.task.Wrapped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of several items as one job; it stops at the first failure, and what came before that is not lost. */
record ChunkJob<A extends @Nullable Object, R extends @Nullable Object>(
        Fn<? super A, ? extends R> original, ArrayList<A> items) implements Job<ChunkJob.Chunk<R>>, Wrapped {

    /** The results up to the first failure, and that. */
    record Chunk<R extends @Nullable Object>(
            ArrayList<R> results, @Nullable Throwable failure) implements Serializable {}

    ChunkJob(Fn<? super A, ? extends R> original, List<A> items) {
        this(original, new ArrayList<>(items));
    }

    @Override
    public Chunk<R> call() throws Exception {
        var results = new ArrayList<R>(items.size());
        for (A item : items) {
            try {
                results.add(original.apply(item));
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) {
                return new Chunk<>(results, e);
            }
        }
        return new Chunk<>(results, null);
    }
}
