package dev.weft.loop.internal.sim;

import dev.weft.loop.internal.JdkThreads;
import java.util.List;

/**
 * What another thread has for the simulation.
 *
 * @param item a coroutine that can go on, or an action
 * @param thread the name of that thread
 * @param stack what it was doing; empty if it is the JDK's own unblocker
 */
record Arrival(Runnable item, String thread, List<StackTraceElement> stack) {

    /** Makes an arrival from the calling thread. */
    static Arrival of(Runnable item) {
        var thread = Thread.currentThread();
        boolean unblocker = thread.getName().equals(JdkThreads.UNBLOCKER);
        return new Arrival(item, thread.getName(), unblocker ? List.of() : List.of(new Throwable().getStackTrace()));
    }

    /** Tells whether the thread only passes on what a coroutine has done: released a monitor. */
    boolean isFromUnblocker() {
        return thread.equals(JdkThreads.UNBLOCKER);
    }
}
