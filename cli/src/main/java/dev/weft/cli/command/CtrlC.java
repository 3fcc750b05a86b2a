package dev.weft.cli.command;

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

    @Override
    public void close() {
        Signals.unregister(SIGNAL, before);
    }
}
