package dev.weft.loop.internal.sim;

import dev.weft.loop.internal.JdkThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the JDK has passed on every virtual thread that can go on since a monitor was released.
 *
 * <p>The JVM does that through a thread of its own, one after the other. So two sentinels, which are virtual threads, too, hand
 * a monitor of ours to each other: the one that waits for it comes after all who were released before. It is done twice, since
 * that thread takes a list at a time and may begin with the sentinel. No platform thread can hold the monitor instead: a
 * virtual thread would enter it, if that is its carrier.
 *
 * <p>Used by one carrier.
 */
final class MonitorQueue {
    private static final int SPINS = 2_000; // about as long as the other thread takes to wake up

    private final Thread carrier = Thread.currentThread();
    private final Object monitor = new Object();
    private Sentinel holder = new Sentinel();
    private Sentinel waiter = new Sentinel();
    private boolean closed;

    MonitorQueue() {
        holder.begin();
        waiter.begin();
    }

    /** A virtual thread that holds the monitor, or waits for it. */
    private final class Sentinel implements Executor {
        private final Thread thread =
                JdkThreads.builder(this).name("weft-sentinel").unstarted(this::live);
        // Written by whoever lets it go on; taken by the carrier.
        private volatile @Nullable Runnable turn;
        private boolean letGo;

        @Override
        public void execute(Runnable continuation) {
            turn = continuation;
            LockSupport.unpark(carrier);
        }

        private void live() {
            while (!closed) {
                synchronized (monitor) {
                    awaitNod();
                }
                awaitNod();
            }
        }

        private void awaitNod() {
            while (!letGo && !closed) {
                LockSupport.park(monitor);
            }
            letGo = false;
        }

        void begin() {
            thread.start();
            run();
        }

        /** Has it go on until it waits again. */
        void nod() {
            letGo = true;
            LockSupport.unpark(thread);
            run();
        }

        /** Runs it, once it can go on. */
        void run() {
            awaitTurn().run();
        }

        private Runnable awaitTurn() {
            for (int spins = 0; ; spins++) {
                var continuation = turn;
                if (continuation != null) {
                    turn = null;
                    return continuation;
                }
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
        }
    }

    /** Returns when all have been passed on who could go on at the time of this call. */
    void drain() {
        pass();
        pass();
    }

    private void pass() {
        var leaving = holder;
        leaving.nod(); // leaves the monitor
        waiter.run(); // enters it
        leaving.nod(); // waits for it
        holder = waiter;
        waiter = leaving;
    }

    /** Ends the two sentinels. */
    void close() {
        closed = true;
        holder.nod();
        waiter.run();
    }
}
