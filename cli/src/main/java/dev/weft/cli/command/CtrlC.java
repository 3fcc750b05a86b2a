package dev.weft.cli.command;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ends a command cleanly on Ctrl-C: the first runs an action of the command, which then reports and returns by itself; the
 * second ends the JVM at once.
 */
final class CtrlC implements AutoCloseable {
    private static final String SIGNAL = "INT";

    private final AtomicInteger count = new AtomicInteger();
    private final Object before;

    /** Has {@code action}, which must be quick, run at the first Ctrl-C. */
    CtrlC(Runnable action) {
        before = Signals.register(SIGNAL, () -> {
            if (count.incrementAndGet() == 1) {
                action.run();
            } else {
                Runtime.getRuntime().halt(Failures.INTERRUPTED);
            }
        });
    }

    /** Tells whether Ctrl-C has been pressed. */
    boolean pressed() {
        return count.get() > 0;
    }

    /** Runs {@code command}, and returns its exit code, or that of Ctrl-C, if it was pressed, whatever came of the command. */
    int exitCodeOf(Callable<Integer> command) throws Exception {
        try {
            int code = command.call();
            return pressed() ? Failures.INTERRUPTED : code;
        } catch (Exception e) {
            if (pressed()) {
                return Failures.INTERRUPTED;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Signals.unregister(SIGNAL, before);
    }
}
