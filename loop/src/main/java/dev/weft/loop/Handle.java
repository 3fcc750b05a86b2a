package dev.weft.loop;

import dev.weft.Future;

/**
 * A callback that waits for its turn, from {@link Loop#callSoon} and its siblings. Any thread may call any method.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-eventloop.html#callback-handles">asyncio.Handle</a>, from which we
 *     differ: the callback may wait, as it is a coroutine
 */
public final class Handle {
    private final Future<?> future;

    Handle(Future<?> future) {
        this.future = future;
    }

    /** Has the callback not run, unless it has begun; one that waits goes on. */
    public void cancel() {
        future.cancel(false);
    }

    /** Tells whether the callback was cancelled before it ended. */
    public boolean isCancelled() {
        return future.isCancelled();
    }

    /** Returns the future of the callback, which is done when it has run. */
    public Future<?> future() {
        return future;
    }

    @Override
    public String toString() {
        return "Handle[%s]".formatted(future);
    }
}
