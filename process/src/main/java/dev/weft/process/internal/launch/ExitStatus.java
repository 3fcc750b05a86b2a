package dev.weft.process.internal.launch;

import java.util.Map;

/** Says in words how a process ended. */
public final class ExitStatus {
    // The shell's convention, which Java follows: 128 and the number of the signal that ended the process.
    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"));

    private ExitStatus() {}

    /**
     * Describes an exit code as {@link Process#exitValue} returns it.
     *
     * <p>A code above 128 may come from a signal or from the program itself; which of the two, nobody can tell from the code.
     *
     * @return such as {@code "killed by SIGKILL (exit code 137; System.exit(137) looks the same)"}, or {@code "exit code 3"}
     */
    public static String describe(int code) {
        var signal = SIGNALS.get(code - SIGNALLED);
        return signal == null
                ? "exit code " + code
                : "killed by %s (exit code %d; System.exit(%d) looks the same)".formatted(signal, code, code);
    }
}
