package dev.weft.loop.internal;

import dev.weft.internal.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that a loop schedules: what its scheduler is given to run, in place of the JDK's own continuation, so that
 * whoever holds the carrier is always known.
 *
 * <p>Made by the thread that submits; {@link #run} and all fields without a word are the carrier's.
 */
public final class Coroutine implements Runnable {
    private final @Nullable Task<?> task;
    private final Thread thread;
    private final Runnable continuation;

    // What it wants to have run on the bare carrier before it goes on.
    private @Nullable Runnable hop;
    // Whether its code has run to the end; set by itself, as its last act. Or whether it never will.
    private boolean over;
    // Whether its loop counts it; a thread of loop.threadFactory() is counted when it starts.
    private boolean counted;

    /**
     * Makes a coroutine of an unstarted thread.
     *
     * @param task the job that it runs; {@code null} if it is a thread of somebody's own
     */
    Coroutine(Thread thread, @Nullable Task<?> task) {
        this.thread = thread;
        this.task = task;
        this.counted = task != null;
        this.continuation = JdkThreads.replaceContinuation(thread, this);
    }

    public Thread thread() {
        return thread;
    }

    public @Nullable Task<?> task() {
        return task;
    }

    /** Returns what the job, or the thread, is called. */
    public String name() {
        return task != null ? task.name() : thread.getName();
    }

    /** Runs it until it waits, yields or ends. */
    @Override
    public void run() {
        continuation.run();
    }

    /** Tells whether this is the first time that it is asked, for a thread that is counted when it starts. */
    boolean countNow() {
        boolean first = !counted;
        counted = true;
        return first;
    }

    /** Hears, in the coroutine, that its code has run to the end. */
    void end() {
        over = true;
    }

    /** Hears that it cannot be run any more. */
    void lose(Throwable reason) {
        over = true;
        if (task != null) {
            task.lose(reason);
        }
    }

    /** Tells whether its code has run to the end, or never will. */
    public boolean isOver() {
        return over;
    }

    /**
     * Has {@code action} run on the bare carrier, called in the coroutine, and returns when it has been.
     *
     * @throws IllegalStateException if the coroutine cannot leave its carrier now: a native frame or a class initializer is on
     *     its stack
     */
    @SuppressWarnings(
            "ThreadPriorityCheck") // the scheduler is ours: a yield unmounts, whatever the interrupt status is
    void hop(Runnable action) {
        hop = action;
        Thread.yield();
        if (hop != null) {
            hop = null;
            throw new IllegalStateException(
                    "coroutine '%s' cannot leave its loop's thread now: a class initializer or native code is on its stack"
                            .formatted(name()));
        }
    }

    /** Tells whether it waits for an action on the bare carrier, which may be running. */
    public boolean hops() {
        return hop != null;
    }

    /** Returns the action that it waits for, which the caller runs now, or {@code null}. */
    public @Nullable Runnable hop() {
        return hop;
    }

    /** Hears that the action has been run: its next turn is not for another. */
    public void endHop() {
        hop = null;
    }

    /** As the thread's, which costs less than an object's own. */
    @Override
    public int hashCode() {
        return thread.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return "Coroutine[%s]".formatted(name());
    }
}
