package dev.weft;

import dev.weft.internal.task.RepeatableJob;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work that gives a value: what a {@link Pool} runs.
 *
 * <p>A job is what Python calls a coroutine object: nothing happens until it is called (then the caller waits for it) or
 * submitted (then it is a task). It is serializable, so that a plain lambda given to {@link Pool#submit(Job)} can be sent
 * to another JVM without a cast.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Job<T extends @Nullable Object> extends Callable<T>, Serializable {

    /**
     * Returns {@code job} itself: names the type where Java would otherwise infer a {@link Callable} that cannot be sent,
     * as in {@code pool.invokeAll(List.of(Job.of(() -> 1)))}.
     */
    static <T extends @Nullable Object> Job<T> of(Job<T> job) {
        return Objects.requireNonNull(job, "job");
    }

    /**
     * Returns a job that does the same and declares that it may run twice: when its worker or member is lost, it is run
     * again by itself. Its own failure is not retried; that takes {@link Pool#retrying(int)}.
     */
    static <T extends @Nullable Object> Job<T> repeatable(Job<T> job) {
        return new RepeatableJob<>(Objects.requireNonNull(job, "job"));
    }
}
