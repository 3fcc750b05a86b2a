package dev.weft.bench.processes;

import dev.weft.Job;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.ojalgo.concurrent.ExternalProcessExecutor;

/**
 * ojAlgo's pool of worker JVMs. It cannot be closed: its workers end with this JVM, or are killed here.
 *
 * <p>One is open at a time.
 */
final class Ojalgo implements AutoCloseable {
    private static final String WORKER = "org.ojalgo.concurrent.ProcessWorker";

    private final ExternalProcessExecutor executor;

    private Ojalgo(ExternalProcessExecutor executor) {
        this.executor = executor;
    }

    static Ojalgo open(int workers) {
        return new Ojalgo(ExternalProcessExecutor.newInstance(workers));
    }

    <T> Future<T> submit(Job<T> job) {
        return executor.call(job);
    }

    /** Returns the workers there are. */
    List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(WORKER))
                .toList();
    }

    /** Submits {@code job} again and again, until a worker is there that has run it. */
    <T> T insist(Job<T> job) throws InterruptedException {
        while (true) {
            try {
                return submit(job).get();
            } catch (ExecutionException _) {
                // a worker was lost with it
            }
        }
    }

    @Override
    public void close() {
        workers().forEach(ProcessHandle::destroyForcibly);
    }
}
