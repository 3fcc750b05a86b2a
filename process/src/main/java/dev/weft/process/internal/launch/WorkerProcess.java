package dev.weft.process.internal.launch;

import dev.weft.internal.time.InternalThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * One worker JVM: its streams, its end, and the way to end it.
 *
 * <p>Any thread may call any method.
 */
public final class WorkerProcess {
    private final int number;
    private final Process process;
    private final Guard guard;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private WorkerProcess(int number, Process process, Guard guard) {
        this.number = number;
        this.process = process;
        this.guard = guard;
    }

    /**
     * Starts a worker.
     *
     * @throws IOException if there is no such program, or the system has no room for one more process
     */
    static WorkerProcess start(ProcessBuilder builder, int number, Guard guard) throws IOException {
        var worker = new WorkerProcess(number, guard.start(builder), guard);
        // A thread of our own: Process.onExit tells it in the common pool, where a user's jobs may be in the way.
        new InternalThread(worker::awaitExit, "weft-exit-" + worker.pid()).start();
        return worker;
    }

    /** Returns its number in the pool. */
    public int number() {
        return number;
    }

    public long pid() {
        return process.pid();
    }

    /** Returns what the worker reads from its standard input. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** Returns what the worker writes to its standard output, in UTF-8; it must be read, or the worker will wait some day. */
    public InputStream stdout() {
        return process.getInputStream();
    }

    /** Returns what the worker writes to its standard error, in UTF-8; it must be read, or the worker will wait some day. */
    public InputStream stderr() {
        return process.getErrorStream();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns a future of the exit code.
     *
     * <p>When it is done, the worker is gone, and what is left of its session is being killed. A callback runs on a thread of
     * Weft's own, and must be short.
     *
     * @see ExitStatus#describe
     */
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    /**
     * Kills the worker and its children, those that are stopped included; does nothing if it has ended.
     *
     * <p>Reached are the worker's session, and its descendants with all that is in sessions of theirs. Not reached is a process
     * that left the session and whose parent has ended, as daemons do, or that leaves it in this very moment.
     *
     * <p>It looks through all processes of the machine, which takes some milliseconds, and does not wait for the end:
     * {@link #exit} tells it.
     */
    public void kill() {
        // First, since they are nobody's descendants once the worker is gone.
        var descendants = process.descendants().toList();
        guard.kill(pid(), descendants);
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void awaitExit() {
        while (true) {
            try {
                var code = process.waitFor();
                guard.forget(pid());
                exit.complete(code);
                return;
            } catch (InterruptedException _) {
                // Nobody has this thread to interrupt it, but for code that walks through all threads.
            }
        }
    }
}
