package dev.weft.internal.task;

/** Where a pool has its users called back. */
public interface CallbackHome {
    /** Takes any thread. */
    CallbackHome ANYWHERE = new CallbackHome() {};

    /**
     * Hears that {@code done} is done and has {@code callbacks}, which run users' code.
     *
     * @return whether the pool has them run; {@code false} means that the calling thread is as good as any
     */
    default boolean callBack(FutureCell<?> done, Runnable callbacks) {
        return false;
    }
}
