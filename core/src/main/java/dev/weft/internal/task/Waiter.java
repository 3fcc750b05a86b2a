package dev.weft.internal.task;

import dev.weft.Clock;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that waits for one event: the only place where Weft parks a thread.
 *
 * <p>Made and awaited by the thread that waits; fired by any.
 */
public class Waiter extends Listener {
    private final Thread thread = Thread.currentThread();
    private volatile boolean fired;

    @Override
    public final void fire() {
        fired = true;
        LockSupport.unpark(thread);
    }

    /** Tells whether the event has happened. */
    public final boolean fired() {
        return fired;
    }

    /**
     * Waits for the event.
     *
     * @param blocker what is waited for, for those who look at the thread
     * @param nanos the longest wait; {@link Clock#FOREVER} for no limit, zero or less does not wait
     * @return whether it happened; {@code false} means the time ran out
     * @throws InterruptedException if the thread is interrupted before that
     */
    public final boolean await(Object blocker, long nanos) throws InterruptedException {
        if (fired) {
            return true;
        }
        var strand = Strand.current();
        var clock = strand.clock();
        long deadline = nanos == Clock.FOREVER ? 0 : clock.nanoTime() + nanos;
        strand.beginWait(blocker);
        try {
            while (!fired) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = nanos == Clock.FOREVER ? Clock.FOREVER : Math.min(nanos, deadline - clock.nanoTime());
                if (left <= 0) {
                    return false;
                }
                clock.park(blocker, left);
            }
            return true;
        } finally {
            strand.endWait();
        }
    }

    /** Waits for the event without limit; an interrupt does not end the wait and is kept. */
    public final void awaitUninterruptibly(Object blocker) {
        boolean interrupted = false;
        while (true) {
            try {
                await(blocker, Clock.FOREVER);
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Interruption.keep();
        }
    }
}
