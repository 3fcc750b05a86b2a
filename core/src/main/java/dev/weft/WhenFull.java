package dev.weft;

/** What {@code submit} does when the pool holds as many waiting jobs as it may. */
public enum WhenFull {
    /** Waits until there is room. A job that submits to its own pool never waits: it may exceed the limit. */
    WAIT,
    /** Throws {@link java.util.concurrent.RejectedExecutionException}. A job that submits to its own pool is never refused. */
    REJECT
}
