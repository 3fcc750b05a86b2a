package dev.weft.loop.internal;

/** Who gives a loop its thread: calls {@link EventLoop#pass} when something may be ready. */
interface Host {
    Host NONE = () -> {
        throw new IllegalStateException("a loop was used before it had a thread");
    };

    /** Hears, on any thread, that there is something for the loop; never refuses. */
    void wake();

    /**
     * Hears, on the carrier, that a user's action is about to run on it, which may run the thread's own event loop in turn.
     *
     * @param idleNanos how long nothing will be ready for, as {@link EventLoop#pass} says it
     */
    default void beforeAction(long idleNanos) {}

    /** Looks, on any thread, whether the thread is still there; called now and then. */
    default void check() {}
}
