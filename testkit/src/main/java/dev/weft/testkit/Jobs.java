package dev.weft.testkit;

import dev.weft.Job;

/** Jobs that meet a test through signals only, and so can be sent to another JVM. */
final class Jobs {

    private Jobs() {}

    /** Says that it runs, waits to be released, and returns "released". */
    static Job<String> waiting(Signal started, Signal release) {
        return () -> {
            started.set();
            release.await();
            return "released";
        };
    }

    /** Says that it runs, and waits until it is interrupted, which it says, too. */
    static Job<String> stuck(Signal started, Signal interrupted) {
        return stuck(started, interrupted, Signal.create());
    }

    /** As {@link #stuck(Signal, Signal)}, for a job that is made where it runs, with a signal that nobody sets. */
    static Job<String> stuck(Signal started, Signal interrupted, Signal never) {
        return () -> {
            started.set();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set();
                throw e;
            }
            return "never";
        };
    }

    /** Says that it runs, and once interrupted stops only when it is let go, which it says, too. */
    static Job<String> slowToStop(Signal started, Signal interrupted, Signal letGo, Signal stopped) {
        var never = Signal.create();
        return () -> {
            started.set();
            try {
                never.await();
            } catch (InterruptedException _) {
                interrupted.set();
                letGo.awaitUninterruptibly();
                stopped.set();
            }
            return "late";
        };
    }

    /** Throws an {@link IllegalStateException} with this message. */
    static Job<String> failing(String message) {
        return () -> {
            throw new IllegalStateException(message);
        };
    }
}
