package dev.weft.internal.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of a pool at one moment.
 *
 * @param threads the most jobs that run at a time; 0 for no limit
 * @param waiting how many jobs wait for their turn; {@link #UNKNOWN} if that cannot be told
 * @param jobs those that run, at most {@link #MOST_JOBS} of {@code running}
 */
public record PoolSnapshot(
        String name, String kind, String state, int threads, int running, int waiting, List<JobSnapshot> jobs) {

    /** A million stacks would take ten seconds and hold up nobody but the one who asks; this many are enough to read. */
    public static final int MOST_JOBS = 1_000;

    /** A number that cannot be told. */
    public static final int UNKNOWN = -1;

    /** Returns name, kind, state and numbers as one line. */
    public String headline() {
        var most = threads == 0 ? "" : " of %d threads".formatted(threads);
        var queue = waiting == UNKNOWN ? "" : ", %d waiting".formatted(waiting);
        return "%s (%s, %s): %d running%s%s".formatted(name, kind, state, running, most, queue);
    }

    /**
     * A job that runs, or a thread of a pool that is no job.
     *
     * @param id its number in this answer, by which others name it
     * @param created where it was submitted, if that was recorded
     * @param waitsFor what it waits for, as far as that is known
     * @param waitsForIds the jobs in this answer that have to end, or to let a lock go, before it goes on
     * @param stack its thread's frames, innermost first
     */
    public record JobSnapshot(
            long id,
            String name,
            String thread,
            String state,
            @Nullable String created,
            @Nullable String waitsFor,
            List<Long> waitsForIds,
            List<String> stack) {}
}
