package dev.weft;

import java.time.Duration;
import java.util.List;

/** What happens in the pools of this JVM, as {@link Events} tells it. */
public sealed interface PoolEvent {

    /** A job was submitted. */
    record JobSubmitted(String pool, Future<?> job) implements PoolEvent {}

    /** A job begins to run, in the thread that hears this. */
    record JobStarted(String pool, Future<?> job) implements PoolEvent {}

    /** A future is done, in whatever way; its job may go on for a while if it was cancelled or is overdue. */
    record JobEnded(String pool, Future<?> job) implements PoolEvent {}

    /** A job has said how far it has come. */
    record JobProgressed(String pool, Future<?> job, Progress progress) implements PoolEvent {}

    /** A future that failed was collected as garbage, and nobody had asked what went wrong. */
    record FailureUnobserved(String job, Throwable reason) implements PoolEvent {}

    /**
     * A job was sent to a worker JVM: how many bytes it took, and how many jobs wait in the pool.
     */
    record JobSent(String pool, Future<?> job, String worker, long bytes, int waiting) implements PoolEvent {}

    /** A worker JVM takes jobs. */
    record WorkerStarted(String pool, String worker, long pid) implements PoolEvent {}

    /** A worker JVM is gone; {@code how} says by whom or what. Another is started when there is work for it. */
    record WorkerEnded(String pool, String worker, long pid, String how) implements PoolEvent {}

    /**
     * Something that does not suspend has kept a loop's thread for {@code heldFor}, and still does: {@code job} says what runs,
     * {@code stack} where.
     */
    record LoopHeld(String pool, String job, Duration heldFor, List<StackTraceElement> stack) implements PoolEvent {}

    /** Every thread of a pool waits for jobs of that same pool; {@code report} says who waits for whom. */
    record PoolStarved(String pool, String report) implements PoolEvent {}
}
