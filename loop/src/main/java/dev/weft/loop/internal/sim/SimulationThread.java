package dev.weft.loop.internal.sim;

import dev.weft.internal.task.Interruption;
import dev.weft.loop.internal.JdkAccess;
import dev.weft.loop.internal.JdkThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The platform thread that carries simulations, one after the other. It is a fresh one, so that nothing on its stack holds a
 * monitor, which the JVM would let every coroutine enter.
 */
public final class SimulationThread extends Thread {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final long REPORT_EVERY_SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);
    // Set when whoever waits was interrupted; false -> true, never back.
    private volatile boolean aborted;
    // Written by this thread: what it carries now.
    private volatile @Nullable SimulatedEngine engine;
    // This thread's own.
    private @Nullable MonitorQueue monitorQueue;

    private SimulationThread(Runnable work) {
        super(null, work, "weft-simulation", 0, false);
        setDaemon(true);
    }

    /** What a thread came to. */
    private static final class Work<R> implements Runnable {
        private final Function<SimulationThread, R> function;
        private @Nullable R result;
        private @Nullable Throwable thrown;

        Work(Function<SimulationThread, R> function) {
            this.function = function;
        }

        @Override
        public void run() {
            var thread = (SimulationThread) Thread.currentThread();
            try {
                result = function.apply(thread);
            } catch (Throwable e) {
                thrown = e;
            } finally {
                thread.end();
            }
        }

        R outcome() {
            switch (thrown) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException("a simulation broke down: " + thrown, thrown);
            }
            if (result == null) {
                throw new IllegalStateException("a simulation came to nothing");
            }
            return result;
        }
    }

    /**
     * Has {@code work} run on a thread of its own, and returns what it returns. Interrupted, it has the simulation end first.
     *
     * @throws IllegalStateException if called inside a simulation, or this JVM does not let loops be
     * @throws dev.weft.WaitInterruptedException if interrupted meanwhile; the interrupt status stays set
     */
    public static <R> R call(Function<SimulationThread, R> work) {
        JdkAccess.ensureOpen();
        if (currentEngine() != null) {
            throw new IllegalStateException("a simulation cannot be run inside of another one");
        }
        var carried = new Work<R>(work);
        var thread = new SimulationThread(carried);
        thread.start();
        thread.awaitEnd();
        return carried.outcome();
    }

    /** Returns what the calling thread runs in, or {@code null} if that is no simulation. */
    static @Nullable SimulatedEngine currentEngine() {
        return JdkThreads.currentCarrier() instanceof SimulationThread thread ? thread.engine : null;
    }

    private void awaitEnd() {
        int steps = -1;
        try {
            while (!over.await(REPORT_EVERY_SECONDS, TimeUnit.SECONDS)) {
                steps = reportIfHeld(steps);
            }
        } catch (InterruptedException e) {
            abort();
            throw Interruption.of("interrupted while waiting for a simulation, which was ended", e);
        }
    }

    private int reportIfHeld(int before) {
        var carried = engine;
        int steps = carried == null ? -1 : carried.steps();
        if (carried != null && steps == before) {
            LOG.log(System.Logger.Level.WARNING, () -> heldMessage(carried));
        }
        return steps;
    }

    private String heldMessage(SimulatedEngine carried) {
        var holder = carried.current();
        var thread = holder == null ? this : holder.thread();
        return "a simulation is held by '%s', which neither waits nor ends%s"
                .formatted(holder == null ? "its own thread" : holder.name(), Stacks.show(thread.getStackTrace()));
    }

    private void abort() {
        aborted = true;
        boolean ended = false;
        try {
            ended = over.await(REPORT_EVERY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Interruption.keep(); // as the caller does anyway
        }
        var carried = engine;
        if (!ended && carried != null) {
            LOG.log(System.Logger.Level.WARNING, () -> heldMessage(carried));
        }
    }

    // ---- for what runs on it

    boolean isAborted() {
        return aborted;
    }

    /** Begins to carry {@code next}, or none. */
    void carry(@Nullable SimulatedEngine next) {
        engine = next;
    }

    /** Returns when the JDK has passed on all who can enter a monitor by now. */
    void drainMonitors() {
        if (monitorQueue == null) {
            monitorQueue = new MonitorQueue();
        }
        monitorQueue.drain();
    }

    private void end() {
        if (monitorQueue != null) {
            monitorQueue.close();
        }
        over.countDown();
    }
}
