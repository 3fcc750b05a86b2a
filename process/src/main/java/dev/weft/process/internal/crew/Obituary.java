package dev.weft.process.internal.crew;

import dev.weft.process.WorkerDiedException;
import dev.weft.process.internal.launch.CrashReport;
import dev.weft.process.internal.launch.ExitStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker ended.
 *
 * @param worker its name
 * @param pid its process number, 0 if it could not be started
 * @param whyKilled why we killed it, or {@code null} if we did not
 * @param startFailure why it could not be started, or {@code null} if it was
 */
record Obituary(
        String worker,
        long pid,
        int exitCode,
        @Nullable String whyKilled,
        @Nullable String startFailure,
        List<String> lastErrorLines,
        @Nullable CrashReport crash) {

    /** Says it in a few words. */
    String how() {
        if (startFailure != null) {
            return "could not be started: " + startFailure;
        }
        if (whyKilled != null) {
            return "was killed, since " + whyKilled;
        }
        return crash == null ? "ended: " + ExitStatus.describe(exitCode) : "crashed: " + crash.reason();
    }

    /** Returns it as what a future fails with whose job, called {@code job}, the worker ran; {@code null} for none. */
    WorkerDiedException toException(@Nullable String job, boolean rerun) {
        var message = new StringBuilder("%s (pid %d) %s".formatted(worker, pid, how()));
        if (job != null) {
            message.append(" while running job '%s'; ".formatted(job));
            message.append(
                    rerun
                            ? "it was run again and took each of its workers with it"
                            : "it was not run again: Job.repeatable(job) says that it may be");
        }
        if (crash != null) {
            message.append("\n  crash report: ").append(crash.file());
        }
        if (!lastErrorLines.isEmpty()) {
            message.append("\n  its last lines on stderr:");
            lastErrorLines.forEach(line -> message.append("\n  | ").append(line));
        }
        return new WorkerDiedException(
                message.toString(), pid, exitCode, lastErrorLines, crash == null ? null : crash.file());
    }
}
