package dev.weft.loop.internal;

import dev.weft.Clock;
import dev.weft.internal.time.SystemClock;

/** A loop's time, timers and interrupts: all on its carrier, where no coroutine can run against them. */
final class LoopClock implements Clock {
    private final Engine engine;

    LoopClock(Engine engine) {
        this.engine = engine;
    }

    @Override
    public long nanoTime() {
        return engine.nanoTime();
    }

    @Override
    public void park(Object blocker, long nanos) {
        SystemClock.INSTANCE.park(blocker, nanos); // whose timed wait the JDK hands to our scheduler
    }

    @Override
    public Timer schedule(long nanos, Runnable action) {
        return engine.schedule(nanos, action);
    }

    /** By the machine's own timer thread: also while the loop is held. */
    @Override
    public Timer alarm(long nanos, Runnable action) {
        return SystemClock.INSTANCE.schedule(nanos, action);
    }

    /**
     * On the carrier, so that the target does not run meanwhile: nobody interrupts a coroutine that is just leaving what it is to
     * be interrupted in.
     */
    @Override
    public void deliver(Thread target, Runnable delivery) {
        if (engine.isCarrier()) {
            delivery.run();
        } else {
            engine.post(delivery);
        }
    }
}
