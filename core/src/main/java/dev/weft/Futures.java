package dev.weft;

import dev.weft.internal.batch.AwaitMany;
import dev.weft.internal.batch.CompletionResults;
import dev.weft.internal.batch.Gathering;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waiting for many futures, of one pool or of several. Waiting never cancels what is waited for. */
public final class Futures {

    private Futures() {}

    /**
     * Gives each of {@code futures} once, as they become done: those that are done already first.
     *
     * <p>All are watched from now on; what was given out is not kept. Closing the results leaves the futures alone.
     *
     * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.as_completed">as_completed</a>
     */
    public static <T extends @Nullable Object> Results<Future<T>> asCompleted(
            Collection<? extends Future<? extends T>> futures) {
        return CompletionResults.watching(futures);
    }

    /**
     * As {@link #asCompleted(Collection)}; when {@code timeout} from now is over, {@code next()} throws
     * {@link WaitTimeoutException}.
     */
    public static <T extends @Nullable Object> Results<Future<T>> asCompleted(
            Collection<? extends Future<? extends T>> futures, Duration timeout) {
        return Futures.<T>asCompleted(futures).timeout(timeout);
    }

    /** As {@link #asCompleted(Collection)}, taking futures as it goes, at most {@link Results#window} (64) ahead: input may be endless. */
    public static <T extends @Nullable Object> Results<Future<T>> asCompleted(
            Iterator<? extends Future<? extends T>> futures) {
        return CompletionResults.following(futures);
    }

    /** As {@link #asCompleted(Iterator)}. */
    public static <T extends @Nullable Object> Results<Future<T>> asCompleted(
            Stream<? extends Future<? extends T>> futures) {
        return CompletionResults.following(futures.iterator());
    }

    /** Waits until all {@code futures} are done. */
    public static <T extends @Nullable Object> Settled<T> await(Collection<? extends Future<? extends T>> futures) {
        return AwaitMany.await(futures, ReturnWhen.ALL_COMPLETED, Clock.FOREVER);
    }

    /** Waits until {@code futures} are done as {@code when} says. */
    public static <T extends @Nullable Object> Settled<T> await(
            Collection<? extends Future<? extends T>> futures, ReturnWhen when) {
        return AwaitMany.await(futures, when, Clock.FOREVER);
    }

    /**
     * Waits until {@code futures} are done as {@code when} says, or {@code timeout} has passed, which is no error.
     *
     * @return which are done and which are not
     * @throws WaitInterruptedException if the calling thread is interrupted; the interrupt status stays set
     * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.wait">wait</a>
     */
    public static <T extends @Nullable Object> Settled<T> await(
            Collection<? extends Future<? extends T>> futures, ReturnWhen when, Duration timeout) {
        return AwaitMany.await(futures, when, Nanos.of(timeout));
    }

    /**
     * Returns a future of the values of {@code futures}, in their order.
     *
     * <p>The first failure, or cancelled future, fails it and cancels the others. Cancelling it cancels all.
     *
     * @see <a href="https://docs.python.org/3/library/asyncio-task.html#asyncio.gather">gather</a>, which leaves the others
     *     running
     */
    public static <T extends @Nullable Object> Future<List<T>> gather(
            Collection<? extends Future<? extends T>> futures) {
        return gather(futures, OnFailure.CANCEL_REST);
    }

    /** As {@link #gather(Collection)}, with a choice of what the first failure does to the others. */
    public static <T extends @Nullable Object> Future<List<T>> gather(
            Collection<? extends Future<? extends T>> futures, OnFailure onFailure) {
        return new Gathering<T>(futures, onFailure).future();
    }

    /** What the first failure among gathered futures does to the others. */
    public enum OnFailure {
        /** They are cancelled. */
        CANCEL_REST,
        /** They go on. */
        KEEP_RUNNING
    }
}
