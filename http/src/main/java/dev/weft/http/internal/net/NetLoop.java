package dev.weft.http.internal.net;

import dev.weft.Future;
import dev.weft.Promise;
import dev.weft.WaitTimeoutException;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the event loops that sockets live on, as others see it.
 *
 * <p>What belongs to Vert.x or Netty is touched on the loop's own thread under its context, and nowhere else: called from a
 * coroutine or another thread it loses the context, may go on on another event loop, and may block on a lock of theirs. So a
 * whole chain of calls is handed over at once ({@link #start}), and the caller waits for what it brings.
 *
 * <p>Any thread may call any method.
 */
public final class NetLoop {
    private final ContextInternal context;

    NetLoop(ContextInternal context) {
        this.context = context;
    }

    /** Returns the context that chains run under. */
    public ContextInternal context() {
        return context;
    }

    /** Returns Netty's own event loop, an executor of one thread. */
    public EventLoop executor() {
        return context.nettyEventLoop();
    }

    /** Tells whether the caller is the loop's bare thread; a coroutine over it is not. */
    public boolean isCaller() {
        return context.inThread();
    }

    /** Runs {@code action} on the loop's thread under the context: now if the caller is that, else soon. Waits for nothing. */
    public void run(Runnable action) {
        if (context.inThread()) {
            context.dispatch(action);
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }

    /**
     * Runs {@code chain} on the loop's thread, and returns a future of what it brings.
     *
     * <p>Cancelling that does not stop the chain: who gives up resets or closes what the chain works on.
     *
     * @param name of what is waited for, as users see it
     */
    public <T extends @Nullable Object> Future<T> start(String name, Supplier<io.vertx.core.Future<T>> chain) {
        var promise = Promise.<T>named(name);
        run(() -> begin(chain, promise));
        return promise.future();
    }

    private static <T extends @Nullable Object> void begin(
            Supplier<io.vertx.core.Future<T>> chain, Promise<T> promise) {
        try {
            chain.get().onComplete(promise::trySucceed, promise::tryFail);
        } catch (Throwable e) {
            promise.tryFail(e);
        }
    }

    /**
     * Runs {@code chain} on the loop's thread, waits for what it brings, and returns it.
     *
     * @throws FailedChain if the chain failed; the cause is what it failed with
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted meanwhile; the chain goes on
     * @throws IllegalStateException if the caller is the loop's bare thread, which would wait for itself
     */
    public <T extends @Nullable Object> T call(String name, Supplier<io.vertx.core.Future<T>> chain)
            throws FailedChain {
        ensureMayWait(name);
        return valueOf(start(name, chain));
    }

    private void ensureMayWait(String name) {
        if (context.inThread()) {
            throw new IllegalStateException("%s was called on the network's own thread %s, which would wait for itself"
                    .formatted(name, Thread.currentThread().getName()));
        }
    }

    /** Waits for {@code future} and returns its value, or throws what it failed with as the cause of a {@link FailedChain}. */
    public static <T extends @Nullable Object> T valueOf(Future<T> future) throws FailedChain {
        var failure = future.exception();
        if (failure != null) {
            throw new FailedChain(failure);
        }
        return future.result();
    }

    /**
     * As {@link #valueOf(Future)}, for no longer than {@code limit}, if there is one.
     *
     * @throws WaitTimeoutException if the time ran out
     */
    public static <T extends @Nullable Object> T valueOf(Future<T> future, @Nullable Duration limit)
            throws FailedChain {
        if (limit == null) {
            return valueOf(future);
        }
        var failure = future.exception(limit);
        if (failure != null) {
            throw new FailedChain(failure);
        }
        return future.result();
    }

    @Override
    public String toString() {
        return "NetLoop[%s]".formatted(context.nettyEventLoop());
    }
}
