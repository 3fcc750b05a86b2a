package dev.weft.process.internal.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at processes and signals them, for tests. */
public final class Processes {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Processes() {}

    /** Waits until there is no such process any more, or only its exit code. */
    public static void awaitGone(long pid) {
        await("process %d to be gone".formatted(pid), () -> isGone(pid));
    }

    /** Waits until a process that was sent STOP has stopped: the threads of a JVM go on for a moment. */
    public static void awaitStopped(long pid) {
        await("process %d to be stopped".formatted(pid), () -> state(pid) == 'T');
    }

    static boolean isGone(long pid) {
        return state(pid) == 'X';
    }

    /** Sends a signal by the system's own command, since Java knows but two. */
    public static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** Returns the number of a process that has ended. */
    static long deadPid() throws IOException, InterruptedException {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    /** Waits until {@code condition} holds. */
    public static void await(String what, BooleanSupplier condition) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("waited %s for %s".formatted(LIMIT, what));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    // The letter after the name in parentheses; X if there is none, or if it is dead and only waits for somebody to ask
    // how.
    private static char state(long pid) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var state = line.charAt(line.lastIndexOf(')') + 2);
            return state == 'Z' ? 'X' : state;
        } catch (IOException _) {
            return 'X';
        }
    }
}
