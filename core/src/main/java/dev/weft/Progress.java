package dev.weft;

import dev.weft.internal.task.Strand;
import dev.weft.internal.watch.EventBus;

/**
 * How far a job has come, as it says itself: read by {@link Future#progress()} and sent to the listeners of {@link Events}.
 *
 * @param done how much is done, from 0
 * @param total how much there is in all; 0 if that is not known
 */
public record Progress(long done, long total) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or more is done than there is
     */
    public Progress {
        if (done < 0 || total < 0 || (total > 0 && done > total)) {
            throw new IllegalArgumentException("progress must be within 0..total, was %d of %d".formatted(done, total));
        }
    }

    /**
     * Says how far the job that the calling thread runs has come; outside of a job it does nothing.
     *
     * @throws IllegalArgumentException if a number is negative, or more is done than there is
     */
    public static void report(long done, long total) {
        var progress = new Progress(done, total);
        var task = Strand.currentTask();
        if (task != null) {
            task.report(progress);
            EventBus.progressed(task, progress);
        }
    }

    /** Returns the part that is done, from 0 to 1; 0 if the total is not known. */
    public double fraction() {
        return total == 0 ? 0 : (double) done / total;
    }
}
