package dev.weft.loop.internal;

import dev.weft.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's thread that carries a loop beside its own work: a user interface's, a network library's. It is reached through
 * an executor that runs everything on that one thread, and is given back after each stretch of work.
 *
 * <p>If the executor takes no more, the loop is shut down and ends on a thread of its own: coroutines may hold locks, and must
 * come to their end.
 */
final class GuestThread implements Host {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    // About a millisecond of switches: the thread's own work waits no longer for us than that, if coroutines are short.
    private static final int MOST_TURNS = 1_000;

    private final Executor executor;
    private final EventLoop loop;
    private final OwnThread rescue;
    private final Runnable whenRefused;

    // Whether the executor has been asked to drain the loop and has not begun to.
    private final AtomicBoolean asked = new AtomicBoolean();
    // Whether the executor refused; false -> true, once.
    private final AtomicBoolean refused = new AtomicBoolean();
    // The carrier's own: what wakes it for its first timer, and when.
    private Clock.@Nullable Timer alarm;
    private long alarmNanos;

    GuestThread(Executor executor, EventLoop loop, OwnThread rescue, Runnable whenRefused) {
        this.executor = executor;
        this.loop = loop;
        this.rescue = rescue;
        this.whenRefused = whenRefused;
    }

    @Override
    public void wake() {
        if (refused.get()) {
            rescue.wake();
        } else if (asked.compareAndSet(false, true)) {
            ask();
        }
    }

    private void ask() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            if (refused.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the executor of a loop takes no more work: its jobs are cancelled, and end on another thread",
                        e);
                rescue.start();
                whenRefused.run();
            }
        }
    }

    private void drain() {
        asked.set(false); // before looking at what there is: who comes later asks again
        if (refused.get()) {
            return;
        }
        Watchdog.wake();
        var before = loop.enter(Thread.currentThread());
        long idleNanos;
        try {
            idleNanos = loop.pass(MOST_TURNS);
            if (idleNanos > 0 && idleNanos != Long.MAX_VALUE) {
                setAlarm(idleNanos);
            }
        } finally {
            loop.enter(before);
        }
        if (idleNanos == 0) {
            wake();
        }
    }

    private void setAlarm(long nanos) {
        long at = loop.nanoTime() + nanos;
        if (alarm != null) {
            if (alarmNanos - at <= 0 && alarmNanos - loop.nanoTime() > 0) {
                return; // rings early enough
            }
            alarm.cancel();
        }
        alarmNanos = at;
        alarm = Clock.system().schedule(nanos, this::wake);
    }

    /** Has the loop drained also while {@code action} runs the thread's own event loop, as a modal dialog does. */
    @Override
    public void beforeAction(boolean more) {
        if (more) {
            wake();
        }
    }
}
