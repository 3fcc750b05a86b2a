package dev.weft.cli.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jline.utils.Signals;

/**
 * Waits for the end of a command that runs until it is told to end: by Ctrl-C, or by SIGTERM, as service managers and containers do.
 * The second signal ends the JVM at once.
 *
 * <p>Any thread may call any method.
 */
final class End implements AutoCloseable {
    private static final String TERM = "TERM";

    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final CtrlC ctrlC = new CtrlC(() -> tell(Failures.INTERRUPTED));
    private final Object before = Signals.register(TERM, () -> tell(Failures.TERMINATED));

    private void tell(int exitCode) {
        if (!code.complete(exitCode)) {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** Waits for a signal, and returns the exit code that belongs to it. */
    int await() throws InterruptedException {
        try {
            return code.get();
        } catch (ExecutionException e) {
            throw new AssertionError("completed by signals only", e);
        }
    }

    @Override
    public void close() {
        Signals.unregister(TERM, before);
        ctrlC.close();
    }
}
