package dev.weft.loop.internal;

import dev.weft.internal.time.InternalThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A platform daemon thread that does nothing but carry one loop. */
final class OwnThread implements Host {
    private static final VarHandle SLEEPING;

    static {
        try {
            SLEEPING = MethodHandles.lookup().findVarHandle(OwnThread.class, "sleeping", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EventLoop loop;
    private final BooleanSupplier finished;
    private final Thread thread;
    // Set by the thread before it looks for mail a last time; taken back by whoever wakes it, by CAS, or by itself.
    private volatile boolean sleeping;

    /** Makes the thread, which ends when {@code finished} says so and nothing is left to run. */
    OwnThread(String name, EventLoop loop, BooleanSupplier finished) {
        this.loop = loop;
        this.finished = finished;
        this.thread = new InternalThread(this::carry, name);
    }

    void start() {
        loop.enter(thread);
        thread.start();
    }

    private void carry() {
        while (true) {
            long idleNanos = loop.pass(Integer.MAX_VALUE);
            if (idleNanos > 0) {
                if (finished.getAsBoolean() && !loop.hasMail()) {
                    return;
                }
                sleep(idleNanos);
                Watchdog.wake();
            }
        }
    }

    private void sleep(long nanos) {
        sleeping = true;
        if (!loop.hasMail() && !finished.getAsBoolean()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(loop);
            } else {
                LockSupport.parkNanos(loop, nanos);
            }
        }
        sleeping = false;
    }

    @Override
    public void wake() {
        if (sleeping && SLEEPING.compareAndSet(this, true, false)) {
            LockSupport.unpark(thread);
        }
    }
}
