package dev.weft.internal.time;

/**
 * A platform daemon thread of Weft's own that must never run a user's code: timers, sockets.
 *
 * <p>A future completed on such a thread hands its callbacks to a virtual thread.
 */
public final class InternalThread extends Thread {

    public InternalThread(Runnable work, String name) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }

    /** Tells whether the calling thread is one of these. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof InternalThread;
    }
}
