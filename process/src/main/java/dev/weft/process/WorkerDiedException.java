package dev.weft.process;

import dev.weft.PlaceLostException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker JVM ended while it ran a job: the cause of that job's {@link dev.weft.JobFailedException}. */
public final class WorkerDiedException extends PlaceLostException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long pid;
    private final int exitCode;
    private final String[] lastErrorLines;
    private final @Nullable String crashReport;

    /** Made by the pool. */
    public WorkerDiedException(
            String message, long pid, int exitCode, List<String> lastErrorLines, @Nullable Path crashReport) {
        super(message);
        this.pid = pid;
        this.exitCode = exitCode;
        this.lastErrorLines = lastErrorLines.toArray(String[]::new);
        this.crashReport = crashReport == null ? null : crashReport.toString();
    }

    /** Returns the process number that the worker had; 0 if it could not be started at all. */
    public long pid() {
        return pid;
    }

    /** Returns its exit code; 128 and a signal's number if the signal killed it. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns the last lines that it wrote to standard error, oldest first; at most 20. */
    public List<String> lastErrorLines() {
        return List.of(lastErrorLines);
    }

    /** Returns the JVM's report on its crash ({@code hs_err}), if there is one. */
    public @Nullable Path crashReport() {
        return crashReport == null ? null : Path.of(crashReport);
    }
}
