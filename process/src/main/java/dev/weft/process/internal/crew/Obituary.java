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

    /** Returns it as what is to be said of a worker that did nothing. */
    WorkerDiedException toException() {
        return exception("");
    }

    /** Returns it as what is to be said of a worker that ran {@code what}. */
    WorkerDiedException toException(String what) {
        return exception(" while running " + what);
    }

    /** Returns it as what a future fails with whose job, called {@code job}, the worker ran. */
    WorkerDiedException toException(String job, boolean rerun) {
        return exception(" while running job '%s'; %s"
                .formatted(
                        job,
                        rerun
                                ? "it was run again and took each of its workers with it"
                                : "it was not run again: Job.repeatable(job) says that it may be"));
    }

    private WorkerDiedException exception(String doing) {
        var message = new StringBuilder("%s (pid %d) %s%s".formatted(worker, pid, how(), doing));
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
