package dev.weft.internal.watch;

import dev.weft.internal.pool.OwnPool;
import dev.weft.internal.task.JobCell;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of a pool at one moment.
 *
 * @param threads the most jobs that run at a time; 0 for no limit
 * @param jobs those that run, at most {@link #MOST_JOBS} of {@code running}
 */
public record PoolSnapshot(
        String name, String kind, String state, int threads, int running, int waiting, List<JobSnapshot> jobs) {

    /** A million stacks would take ten seconds and hold up nobody but the one who asks; this many are enough to read. */
    public static final int MOST_JOBS = 1_000;

    /**
     * A job that runs.
     *
     * @param waitsFor what it waits for, as far as that is known
     * @param stack its thread's frames, innermost first
     */
    public record JobSnapshot(
            String name,
            String thread,
            String threadState,
            @Nullable String waitsFor,
            List<String> stack) {}

    /** Looks at {@code pool}, which runs {@code tasks}. */
    public static PoolSnapshot of(OwnPool pool, Collection<? extends JobCell<?>> tasks) {
        var jobs = tasks.stream().limit(MOST_JOBS).map(PoolSnapshot::look).toList();
        var state = pool.isTerminated() ? "terminated" : pool.isShutdown() ? "shut down" : "open";
        return new PoolSnapshot(pool.name(), pool.kind(), state, pool.threads(), tasks.size(), pool.waiting(), jobs);
    }

    private static JobSnapshot look(JobCell<?> task) {
        var thread = task.thread();
        if (thread == null) {
            var place = task.place();
            return new JobSnapshot(task.name(), place, place.isEmpty() ? "starting" : "running", null, List.of());
        }
        var blocker = LockSupport.getBlocker(thread);
        var stack = List.of(thread.getStackTrace()).stream()
                .map(StackTraceElement::toString)
                .toList();
        return new JobSnapshot(
                task.name(),
                thread.getName(),
                thread.getState().name().toLowerCase(java.util.Locale.ROOT),
                blocker == null ? null : blocker.toString(),
                stack);
    }
}
