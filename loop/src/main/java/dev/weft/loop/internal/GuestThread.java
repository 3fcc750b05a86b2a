package dev.weft.loop.internal;

import dev.weft.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
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

    private final String name;
    private final Executor executor;
    private final EventLoop loop;
    private final OwnThread rescue;
    private final Runnable whenRefused;
    // Whether no coroutine is left, nor ever will be: what still rings then concerns nobody.
    private final BooleanSupplier over;

    // Whether the executor has been asked to drain the loop and has not begun to.
    private final AtomicBoolean asked = new AtomicBoolean();
    // Whether the executor refused; false -> true, once.
    private final AtomicBoolean refused = new AtomicBoolean();
    // Who runs the loop, or may: the two threads must not meet in there.
    private final AtomicReference<Driver> driver = new AtomicReference<>(Driver.NOBODY);
    // The carrier's own: what wakes it for its first timer, and when.
    private Clock.@Nullable Timer alarm;
    private long alarmNanos;

    private enum Driver {
        NOBODY,
        GUEST,
        /** The guest, which hands the loop over when it has come to the end of its pass. */
        GUEST_FOR_THE_LAST_TIME,
        RESCUE
    }

    GuestThread(
            String name,
            Executor executor,
            EventLoop loop,
            OwnThread rescue,
            Runnable whenRefused,
            BooleanSupplier over) {
        this.name = name;
        this.executor = executor;
        this.loop = loop;
        this.rescue = rescue;
        this.whenRefused = whenRefused;
        this.over = over;
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
        } catch (RuntimeException e) {
            refuse(e); // a RejectedExecutionException, or whatever that executor's word for it is
        }
    }

    /** Notices an executor that has dropped what it had taken, and lets nobody know. */
    @Override
    public void check() {
        if (!refused.get() && executor instanceof ExecutorService service && service.isTerminated()) {
            refuse(new RejectedExecutionException("%s has terminated".formatted(executor)));
        }
    }

    private void refuse(RuntimeException why) {
        if (over.getAsBoolean() || !refused.compareAndSet(false, true)) {
            return;
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "the executor of loop '%s' takes no more work: its jobs are cancelled, and end on another thread"
                        .formatted(name),
                why);
        whenRefused.run(); // first, so that no job begins on the other thread
        var before = driver.getAndUpdate(now -> now == Driver.NOBODY ? Driver.RESCUE : Driver.GUEST_FOR_THE_LAST_TIME);
        if (before == Driver.NOBODY) {
            rescue.start();
        }
    }

    private void drain() {
        asked.set(false); // before looking at what there is: who comes later asks again
        boolean nested = loop.carrier() == Thread.currentThread(); // in a user's action, further down on this stack
        if (!nested && !driver.compareAndSet(Driver.NOBODY, Driver.GUEST)) {
            return;
        }
        Watchdog.wake();
        var before = loop.enter(Thread.currentThread());
        long idleNanos = 0;
        try {
            idleNanos = loop.pass(MOST_TURNS);
            setAlarm(idleNanos);
        } finally {
            loop.enter(before);
            if (!nested) {
                giveBack();
            }
        }
        if (idleNanos == 0) {
            wake();
        }
    }

    private void giveBack() {
        if (!driver.compareAndSet(Driver.GUEST, Driver.NOBODY)) {
            driver.set(Driver.RESCUE);
            rescue.start();
        }
    }

    /** Has the loop woken once {@code nanos} have passed, unless it goes on at once, or has no timer. */
    private void setAlarm(long nanos) {
        if (nanos == 0 || nanos == Long.MAX_VALUE) {
            return;
        }
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
    public void beforeAction(long idleNanos) {
        if (idleNanos == 0) {
            wake();
        } else {
            setAlarm(idleNanos);
        }
    }
}
