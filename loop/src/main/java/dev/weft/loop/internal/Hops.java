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
        if (pool.engine().isCarrier()) {
            run(pool.engine(), hop);
        } else {
            var options = JobOptions.none().withName("onCarrier");
            pool.<@Nullable Void>submit(options, () -> {
                        run(pool.engine(), hop);
                        return null;
                    })
                    .result();
        }
        return hop.outcome();
    }

    /** Runs {@code hop} on the bare carrier, where the calling thread is that or a coroutine on it. */
    private static void run(Engine engine, Hop<?, ?> hop) {
        var coroutine = engine.current();
        if (coroutine == null || !Thread.currentThread().isVirtual()) {
            hop.run();
        } else {
            coroutine.hop(hop);
        }
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
