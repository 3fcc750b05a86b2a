package dev.weft;

import dev.weft.internal.pool.ForwardingPool;
import dev.weft.internal.pool.SequentialPool;

/**
 * Runs each job at once, in the thread that submits it: the sequential baseline, and for tests.
 *
 * <p>The future that {@code submit} returns is done. A deadline ends the job by an interrupt, as everywhere. What comes later,
 * by {@code after} and {@code every}, has no caller: it runs on a virtual thread.
 */
@SuppressWarnings("exports") // users see Pool's methods, not where they are inherited from
public final class CallerPool extends ForwardingPool {

    private CallerPool(SequentialPool pool) {
        super(pool);
    }

    /** Returns a new pool. */
    public static CallerPool open() {
        return open(Clock.system());
    }

    /** Returns a new pool whose jobs wait by {@code clock}. */
    public static CallerPool open(Clock clock) {
        return new CallerPool(new SequentialPool("caller", clock));
    }
}
