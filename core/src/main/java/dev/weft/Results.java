package dev.weft;

import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Results as they come: iterated once, by one thread at a time.
 *
 * <p>What was given out is not kept. {@link #close} before the end cancels the jobs that were started for it and waits until
 * they have stopped; what the results were only told of, it leaves alone. Without a close, what was started runs to its end.
 *
 * @param <R> the type of a result
 */
public interface Results<R extends @Nullable Object> extends Iterable<R>, AutoCloseable {

    /**
     * Sets how many jobs are ahead of the iteration at a time: running, or done and not yet asked for.
     *
     * @return this
     * @throws IllegalArgumentException if {@code size} is less than 1
     * @throws IllegalStateException if the iteration has begun
     */
    Results<R> window(int size);

    /**
     * Sets how long the whole iteration may wait from now on; then {@code next()} throws {@link WaitTimeoutException}, and
     * what was started is cancelled.
     *
     * @return this
     */
    Results<R> timeout(Duration timeout);

    /** Returns the iterator; there is one, and a second call gives the same. Its methods wait as {@link Future#result()} does. */
    @Override
    Iterator<R> iterator();

    /** Returns the results as a sequential stream; closing the stream closes this. */
    default Stream<R> stream() {
        var results = Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
        return StreamSupport.stream(results, false).onClose(this::close);
    }

    /** Cancels what was started for these results and is not done, and waits until it has stopped. */
    @Override
    void close();

    /** The results of {@link Pool#map}. */
    interface Mapped<R extends @Nullable Object> extends Results<R> {

        /**
         * Sets how many items go into one job: more than one saves time when a job is short against the way to its place.
         *
         * @return this
         * @throws IllegalArgumentException if {@code items} is less than 1
         * @throws IllegalStateException if the iteration has begun
         */
        Mapped<R> chunk(int items);

        @Override
        Mapped<R> window(int size);

        @Override
        Mapped<R> timeout(Duration timeout);
    }
}
