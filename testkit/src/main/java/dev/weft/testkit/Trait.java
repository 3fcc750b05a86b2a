package dev.weft.testkit;

/** What a pool does so differently that parts of {@link PoolContract} do not apply to it, or apply to it alone. */
public enum Trait {
    /** {@code submit} runs the job in the calling thread, and returns when it has ended. */
    RUNS_IN_CALLER,
    /** Jobs run in another JVM: what they capture is copied, and they do not see the test's objects. */
    ISOLATED,
    /** A cancelled or overdue job that does not stop by itself is ended for real. */
    KILLS
}
