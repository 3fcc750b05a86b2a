package dev.weft.internal.watch;

import dev.weft.internal.task.JobCell;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something at work for a pool, as the pool shows it to those who look inside.
 *
 * @param job what runs; {@code null} for a thread that is no job
 * @param thread the thread of this JVM that runs it, if there is one
 * @param state what it does, in a word
 * @param stack the thread whose stack shows where it is; {@code null} if no stack is to be taken
 */
public record Sight(
        @Nullable JobCell<?> job,
        @Nullable Thread thread,
        String state,
        @Nullable Thread stack) {

    /** Returns how a job looks whose thread, if it has one, belongs to the JDK's scheduler or is one of the machine's. */
    public static Sight of(JobCell<?> job) {
        var thread = job.thread();
        if (thread == null) {
            return new Sight(job, null, job.place().isEmpty() ? "starting" : "running", null);
        }
        return new Sight(job, thread, thread.getState().name().toLowerCase(Locale.ROOT), thread);
    }

    /** Returns what it is called. */
    String name() {
        return job != null ? job.name() : thread != null ? thread.getName() : "";
    }

    /** Returns where it runs: a thread, or a place outside of this JVM. */
    String place() {
        return thread != null ? thread.getName() : job != null ? job.place() : "";
    }
}
