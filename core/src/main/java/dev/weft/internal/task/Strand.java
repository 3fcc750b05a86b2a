package dev.weft.internal.task;

import dev.weft.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What Weft knows of one thread: the scopes that it is in, innermost first, and so who may interrupt it.
 *
 * <p>Only its own thread enters and leaves scopes; any thread may fire one. An interrupt is delivered only while its scope is
 * active and no clean-up region inside holds it back, so none reaches the wrong block or the next job.
 *
 * <p>The protocol, per thread: firing and leaving exclude each other by the strand's own monitor, since there is a strand for
 * each job on a virtual thread and a lock would be two more objects. Leaving a region that was fired clears the interrupt
 * status, and sets it again if a scope further out was fired too. A job begins and ends without the monitor: its phase says
 * whether it can be interrupted, and it cannot end while another thread is about to interrupt it.
 */
public final class Strand {
    // Each level takes about fifteen frames, and the smallest stacks hold some thousands.
    private static final int DEEPEST_CALLBACKS = 64;
    private static final ThreadLocal<Strand> OF_THREAD =
            ThreadLocal.withInitial(() -> new Strand(Thread.currentThread()));

    private static final VarHandle TOP;
    private static final VarHandle TASK;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(Strand.class, "top", Scope.class);
            TASK = lookup.findVarHandle(Strand.class, "task", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread;

    // Written by the own thread only. Regions are pushed and popped under the monitor; tasks without it, see fire().
    private volatile @Nullable Scope top;
    // Written by the own thread only: the innermost job.
    private volatile @Nullable Task<?> task;
    // Used by the own thread only: how many callbacks it is in, one inside the other.
    private int callbackDepth;
    // Used by the own thread only: whether it does work of Weft's while it waits.
    private boolean lent;
    // Written by the own thread only: what it waits for.
    private volatile @Nullable Object blocker;

    Strand(Thread thread) {
        this.thread = thread;
    }

    /** Returns the strand of the calling thread. */
    public static Strand current() {
        return Thread.currentThread() instanceof WorkerThread worker ? worker.strand() : OF_THREAD.get();
    }

    /** Returns the clock that the calling thread waits by. */
    public static Clock currentClock() {
        return current().clock();
    }

    /** Returns the innermost job that the calling thread runs. */
    public static @Nullable Task<?> currentTask() {
        return current().task;
    }

    /** Tells whether the calling thread runs a job that fits, perhaps with others inside. */
    public static boolean runs(Predicate<Task<?>> fits) {
        for (var at = current().task; at != null; at = at.outerTask()) {
            if (fits.test(at)) {
                return true;
            }
        }
        return false;
    }

    Clock clock() {
        var running = task;
        return running == null ? Clock.system() : running.owner().clock();
    }

    /** Returns the thread. */
    public Thread thread() {
        return thread;
    }

    /** Returns the innermost job that the thread runs, as of now. */
    public @Nullable Task<?> task() {
        return task;
    }

    /** Returns what the thread waits for, as of now. */
    public @Nullable Object blocker() {
        return blocker;
    }

    void beginWait(Object waitedFor) {
        blocker = waitedFor;
        if (task != null) {
            task.owner().waits(this, waitedFor);
        }
    }

    void endWait() {
        blocker = null;
        if (task != null) {
            task.owner().waitsNoMore(this);
        }
    }

    // ---- jobs

    /** Makes {@code entered} the innermost scope; its phase must still keep others from interrupting it. */
    void enter(Task<?> entered) {
        setTop(entered);
        setTask(entered);
    }

    // A job's way in and out needs no fence of its own, which would cost as much as a short job: the phase's
    // compare-and-set
    // follows the one and precedes the other.
    private void setTop(@Nullable Scope scope) {
        TOP.setRelease(this, scope);
    }

    private void setTask(@Nullable Task<?> running) {
        TASK.setRelease(this, running);
    }

    /**
     * Takes a job that nobody can interrupt any more out of the scopes. An interrupt for one around it travels on, though the
     * job may have ended by it. The job's callbacks still count as its own code.
     */
    void stopped(Task<?> ended) {
        setTop(ended.outer());
        handOn(top);
    }

    /** Leaves a job, when its callbacks have run. */
    void leave(Task<?> left) {
        setTop(left.outer());
        setTask(left.outerTask());
    }

    /** Runs {@code work} of Weft's in a user's thread, which is not to run callbacks that have come up in it. */
    public void lend(Runnable work) {
        boolean before = lent;
        lent = true;
        try {
            work.run();
        } finally {
            lent = before;
        }
    }

    /** Calls users back; {@code false} means that it does not, because the thread is lent, or the stack may overflow: callbacks end futures, and so on. */
    boolean callBack(Runnable callbacks) {
        if (lent || callbackDepth == DEEPEST_CALLBACKS) {
            return false;
        }
        callbackDepth++;
        try {
            callbacks.run();
        } finally {
            callbackDepth--;
        }
        return true;
    }

    @Nullable
    Scope top() {
        return top;
    }

    /** Interrupts the thread for a job whose phase keeps it from ending meanwhile. */
    synchronized void interruptFor(Task<?> target) {
        interrupt(target);
    }

    // ---- regions

    /** Enters a region that can be interrupted as a whole. */
    public Region enter() {
        var region = new Region(this, false);
        synchronized (this) {
            push(region);
        }
        return region;
    }

    /** Enters a region that holds interrupts for what is around it back. */
    public Region enterCleanUp() {
        var region = new Region(this, true);
        synchronized (this) {
            push(region);
            region.interruptHeld = Thread.interrupted();
        }
        return region;
    }

    private void push(Region region) {
        region.outer = top;
        region.active = true;
        top = region;
    }

    /**
     * Leaves the innermost region.
     *
     * @param interruption whether an interruption is on its way out of it
     * @return whether that interruption is this region's own: it was fired, and nothing around it
     */
    public synchronized boolean leave(Region region, boolean interruption) {
        region.active = false;
        top = region.outer;
        if (region.holdsBack()) {
            if (region.interruptHeld) {
                thread.interrupt();
            }
            return false;
        }
        if (!region.fired()) {
            return false;
        }
        if (interruption && firedAround(region.outer)) {
            return false;
        }
        Thread.interrupted();
        handOn(region.outer);
        return interruption;
    }

    void fire(Region region) {
        clock().deliver(thread, () -> {
            synchronized (this) {
                if (region.active && !region.fired()) {
                    region.markFired();
                    interrupt(region);
                }
            }
        });
    }

    private void handOn(@Nullable Scope around) {
        if (firedAround(around)) {
            thread.interrupt();
        }
    }

    /** Interrupts the thread for {@code target}, or leaves that to the outermost clean-up region inside of it. */
    private void interrupt(Scope target) {
        Region holder = null;
        // A task may be entered or left meanwhile, but what we start from still leads to target, and tasks hold nothing
        // back.
        for (var at = top; at != null && at != target; at = at.outer()) {
            if (at.holdsBack() && at instanceof Region cleanUp) {
                holder = cleanUp;
            }
        }
        if (holder == null) {
            thread.interrupt();
        } else {
            holder.interruptHeld = true;
        }
    }

    /** Tells whether {@code from} or a scope around it was fired, as far as the next clean-up region. */
    private static boolean firedAround(@Nullable Scope from) {
        for (var at = from; at != null; at = at.outer()) {
            if (at.fired()) {
                return true;
            }
            if (at.holdsBack()) {
                return false;
            }
        }
        return false;
    }
}
