package dev.weft.loop.internal.sim;

import dev.weft.Clock;
import dev.weft.loop.internal.Engine;
import java.util.concurrent.locks.LockSupport;

/** The virtual time of a simulation: a wait ends when nothing else can happen before. */
record SimulatedClock(Engine engine) implements Clock {

    /** Ends a coroutine's wait; not a lambda, whose first use could take locks while the coroutine holds a permit. */
    private record WakeUp(Thread thread) implements Runnable {
        @Override
        public void run() {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public long nanoTime() {
        return engine.nanoTime();
    }

    @Override
    public void park(Object blocker, long nanos) {
        if (nanos == FOREVER) {
            LockSupport.park(blocker);
        } else if (nanos > 0) {
            var end = engine.schedule(nanos, new WakeUp(Thread.currentThread()));
            try {
                LockSupport.park(blocker);
            } finally {
                end.cancel();
            }
        }
    }

    @Override
    public Timer schedule(long nanos, Runnable action) {
        return engine.schedule(nanos, action);
    }

    @Override
    public void deliver(Thread target, Runnable delivery) {
        if (engine.isCarrier()) {
            delivery.run();
        } else {
            engine.post(delivery);
        }
    }
}
