package dev.weft.internal.time;

import dev.weft.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The machine's time; timers run on one platform thread, so that they are on time while every virtual thread's carrier is
 * held by a CPU loop.
 */
public final class SystemClock implements Clock {

    public static final SystemClock INSTANCE = new SystemClock();

    private SystemClock() {}

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void park(Object blocker, long nanos) {
        if (nanos == FOREVER) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, nanos);
        }
    }

    @Override
    public Timer schedule(long nanos, Runnable action) {
        var scheduled = Timers.EXECUTOR.schedule(action, nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void deliver(Thread target, Runnable delivery) {
        if (target.isVirtual() && InternalThread.isCurrent()) {
            // Interrupting a virtual thread that reads a FIFO hangs the interrupter: that must not be the timer thread.
            Thread.startVirtualThread(delivery);
        } else {
            delivery.run();
        }
    }

    /** Starts the timer thread when the first timer is set. */
    private static final class Timers {
        static final ScheduledThreadPoolExecutor EXECUTOR = executor();

        private static ScheduledThreadPoolExecutor executor() {
            var executor = new ScheduledThreadPoolExecutor(1, work -> new InternalThread(work, "weft-timer"));
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }
    }
}
