package dev.weft.loop.internal;

import dev.weft.Block;
import dev.weft.JobOptions;
import dev.weft.internal.task.Nullness;
import org.jspecify.annotations.Nullable;

/** Runs blocks on the bare carrier of a loop, for its coroutines and for other threads. */
public final class Hops {

    private Hops() {}

    /** A block with what came out of it; run on the carrier, then looked at by the coroutine. */
    private static final class Hop<T extends @Nullable Object, X extends Exception> implements Runnable {
        private final Block<T, X> block;
        private @Nullable T value;
        private @Nullable Throwable thrown;

        Hop(Block<T, X> block) {
            this.block = block;
        }

        @Override
        public void run() {
            try {
                value = block.run();
            } catch (Throwable e) {
                thrown = e;
            }
        }

        T outcome() throws X {
            if (thrown != null) {
                Hops.<X>rethrow(thrown);
            }
            return Nullness.asT(value);
        }
    }

    /** Runs {@code block} on the bare carrier of {@code pool} and returns its value. */
    public static <T extends @Nullable Object, X extends Exception> T run(LoopPool pool, Block<T, X> block) throws X {
        var hop = new Hop<>(block);
        if (!tryRun(pool.engine(), hop)) {
            var options = JobOptions.none().withName("onCarrier");
            pool.<@Nullable Void>submit(options, () -> {
                        tryRun(pool.engine(), hop);
                        return null;
                    })
                    .result();
        }
        return hop.outcome();
    }

    /** Runs {@code hop} on the bare carrier; {@code false} means that the calling thread is neither that nor a coroutine of it. */
    private static boolean tryRun(Engine engine, Hop<?, ?> hop) {
        var caller = Thread.currentThread();
        if (!engine.isCarrier()) {
            return false;
        }
        if (!caller.isVirtual()) {
            hop.run();
            return true;
        }
        var coroutine = engine.current();
        if (coroutine == null || coroutine.thread() != caller) {
            return false; // another loop's, on the same thread
        }
        coroutine.hop(hop);
        return true;
    }

    /** Throws {@code thrown}, which is unchecked or what the block declares: it can be nothing else. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> void rethrow(Throwable thrown) throws X {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw (X) thrown;
        }
    }
}
