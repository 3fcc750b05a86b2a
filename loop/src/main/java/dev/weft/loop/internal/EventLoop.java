package dev.weft.loop.internal;

import dev.weft.internal.pool.Lifecycle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a loop: coroutines in the order in which they became ready, and timers, on whatever thread its {@link Host} calls
 * {@link #pass} on.
 *
 * <p>What comes from the carrier itself goes into plain structures that only it touches; what comes from other threads goes
 * through an inbox. Nothing that runs here holds a lock or monitor while a coroutine runs: the JVM would let that coroutine
 * enter it, too.
 *
 * @see <a href="https://github.com/python/cpython/blob/3.14/Lib/asyncio/base_events.py">asyncio's _run_once</a>, whose order
 *     this is: timers that are due, what came from outside, then exactly those that are ready by then
 */
final class EventLoop implements Engine {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    // Times are compared by their difference, which must not overflow; half of that is 146 years.
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;
    private static final VarHandle CURRENT;
    private static final VarHandle TURNS;
    private static final VarHandle BUSY;

    static {
        try {
            var lookup = MethodHandles.lookup();
            CURRENT = lookup.findVarHandle(EventLoop.class, "current", Coroutine.class);
            TURNS = lookup.findVarHandle(EventLoop.class, "turns", long.class);
            BUSY = lookup.findVarHandle(EventLoop.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Lifecycle<Coroutine> lifecycle;
    private Host host = Host.NONE;

    // The carrier's own.
    private final ArrayDeque<Coroutine> ready = new ArrayDeque<>();
    private final TimerHeap timers = new TimerHeap();
    // Written by the carrier: whether a user's action runs on it, which may run the host's own event loop in turn.
    private volatile boolean acting;

    // What other threads have for the carrier: coroutines to take their turn, and actions.
    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();

    // The thread that pass() runs on; null while it does not, where the host's thread does other work, too.
    private volatile @Nullable Thread carrier;
    // The last one, which may be its thread again.
    private volatile @Nullable Thread lastCarrier;
    // Written by the carrier, read by the watchdog: whether it is in pass(), which coroutine has its turn, and how many
    // turns
    // there were. Opaque, as a fence at each turn would cost more than all else here.
    private boolean busy;
    private @Nullable Coroutine current;
    private long turns;

    /** Makes an engine that lets each coroutine out of {@code lifecycle} which has run to its end. */
    EventLoop(Lifecycle<Coroutine> lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** Sets who calls {@link #pass}, before anything else is called. */
    void attach(Host newHost) {
        host = newHost;
    }

    // ---- in

    @Override
    public void ready(Coroutine coroutine) {
        if (!isCarrier()) {
            send(coroutine);
        } else if (!coroutine.hops()) { // else it goes on as soon as its action has been run
            ready.add(coroutine);
            if (acting) {
                host.wake();
            }
        }
    }

    @Override
    public void post(Runnable action) {
        send(action);
    }

    private void send(Runnable item) {
        inbox.add(item);
        host.wake();
    }

    @Override
    public Timer schedule(long nanos, Runnable action) {
        return scheduleAt(nanoTime() + Math.max(0, nanos), action);
    }

    @Override
    public Timer scheduleAt(long atNanos, Runnable action) {
        long now = nanoTime();
        var timer = new Timer(this, timers, now + Math.min(atNanos - now, LONGEST_NANOS), action);
        if (isCarrier()) {
            timers.add(timer);
            if (acting) {
                host.wake();
            }
        } else {
            post(() -> timers.add(timer));
        }
        return timer;
    }

    @Override
    public ScheduledFuture<?> wakeAfter(long nanos, Runnable wake) {
        return schedule(nanos, wake);
    }

    // ---- the carrier

    /** Takes the calling thread as the carrier from now on; returns the one before. */
    @Nullable
    Thread enter(@Nullable Thread newCarrier) {
        var before = carrier;
        carrier = newCarrier;
        if (newCarrier != null && newCarrier != lastCarrier) {
            lastCarrier = newCarrier;
        }
        return before;
    }

    /**
     * Runs what is due and ready, each once and in order, no more than {@code most} coroutines; called on the carrier.
     *
     * @return how many nanoseconds nothing will be ready for unless it comes from outside: 0 if something is ready now,
     *     {@link Long#MAX_VALUE} if there is no timer either
     */
    long pass(int most) {
        boolean nested = busy; // in a user's action, further down on this stack
        var outer = current;
        BUSY.setOpaque(this, true);
        if (timers.size() > 0) {
            fireDue();
        }
        takeInbox();
        // A pass that is nested in one of these turns takes some of them away.
        for (int left = Math.min(ready.size(), most); left > 0 && !ready.isEmpty(); left--) {
            takeTurn(ready.remove());
        }
        BUSY.setOpaque(this, nested);
        CURRENT.setOpaque(this, outer);
        return idleNanos();
    }

    /** Returns what {@link #pass} does, as of now. */
    private long idleNanos() {
        return ready.isEmpty() && inbox.isEmpty() ? nanosToFirstTimer() : 0;
    }

    private void fireDue() {
        long now = nanoTime();
        for (var due = timers.takeDue(now); due != null; due = timers.takeDue(now)) {
            act(due::fire);
        }
    }

    private void takeInbox() {
        for (var item = inbox.poll(); item != null; item = inbox.poll()) {
            if (item instanceof Coroutine coroutine) {
                ready.add(coroutine);
            } else {
                act(item);
            }
        }
    }

    private void act(Runnable action) {
        begin(null);
        try {
            action.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "an action on a loop's own thread threw; the loop goes on", e);
        }
    }

    private void takeTurn(Coroutine coroutine) {
        if (coroutine.hops()) {
            return; // its action runs further down on this stack; it is here once more since somebody took its stack
        }
        try {
            do {
                begin(coroutine);
                coroutine.run();
            } while (actFor(coroutine));
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the loop cannot go on with '%s', which has failed".formatted(coroutine.name()),
                    e);
            coroutine.lose(e);
        } finally {
            CURRENT.setOpaque(this, null);
        }
        if (coroutine.isOver()) {
            lifecycle.leave(coroutine);
        }
    }

    /** Says what has its turn: a coroutine, or an action of ours. */
    private void begin(@Nullable Coroutine next) {
        CURRENT.setOpaque(this, next);
        TURNS.setOpaque(this, turns + 1);
    }

    /** Runs on the bare carrier what {@code coroutine} has asked for; {@code false} means that it has not. */
    private boolean actFor(Coroutine coroutine) {
        var action = coroutine.hop();
        if (action == null) {
            return false;
        }
        boolean nested = acting;
        acting = true;
        try {
            host.beforeAction(idleNanos());
            action.run();
        } finally {
            acting = nested;
            coroutine.endHop();
        }
        return true;
    }

    private long nanosToFirstTimer() {
        var first = timers.first();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.atNanos - nanoTime());
    }

    // ---- what there is to see

    @Override
    public boolean isCarrier() {
        return JdkThreads.currentCarrier() == carrier;
    }

    @Override
    public boolean wouldHold() {
        return Thread.currentThread() == lastCarrier;
    }

    @Override
    public @Nullable Coroutine current() {
        return (@Nullable Coroutine) CURRENT.getOpaque(this);
    }

    @Override
    public @Nullable Thread stackOf(Coroutine running) {
        return acting && current() == running ? carrier : running.thread();
    }

    /** Returns the thread that {@link #pass} runs on now. */
    @Nullable
    Thread carrier() {
        return carrier;
    }

    /** Tells whether another thread has left something for the carrier. */
    boolean hasMail() {
        return !inbox.isEmpty();
    }

    /** Hears now and then, on a thread that is not the carrier, that it is time to look whether that is still there. */
    void checkHost() {
        host.check();
    }

    /** Tells whether the carrier is at work for this loop. */
    boolean isBusy() {
        return (boolean) BUSY.getOpaque(this);
    }

    /** Returns a number that changes with each turn. */
    long turns() {
        return (long) TURNS.getOpaque(this);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
