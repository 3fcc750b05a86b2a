package dev.weft.cli.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks into another JVM of the same user: asks Weft in it, or, where there is none, the JDK. */
public final class Inspector {

    private Inspector() {}

    /**
     * Asks the JVM with this process number.
     *
     * @throws IOException if it cannot be asked; the message says why
     */
    public static Answer ask(long pid) throws IOException {
        var process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("there is no process " + pid));
        ensureSameUser(pid, process.info().user().orElse(""), System.getProperty("user.name"));
        if (InspectionClient.isThere(pid)) {
            return new Answer(pid, true, InspectionClient.ask(pid));
        }
        ensureJvm(process);
        return new Answer(pid, false, JdkDump.of(pid));
    }

    static void ensureSameUser(long pid, String theirs, String ours) throws IOException {
        if (!theirs.isEmpty() && !"?".equals(ours) && !theirs.equals(ours)) { // either may be unknown in a container
            throw new IOException(
                    "process %d is another user's: ask as '%s', not as '%s'".formatted(pid, theirs, ours));
        }
    }

    /** Looks whether the process has a JVM in it, as far as the system tells: else the JDK would send it a signal to see. */
    private static void ensureJvm(ProcessHandle process) throws IOException {
        var maps = Path.of("/proc", Long.toString(process.pid()), "maps");
        if (Files.isReadable(maps)
                && !Files.readString(maps, StandardCharsets.ISO_8859_1).contains("/libjvm.so")) {
            throw new IOException("process %d is not a JVM: it runs %s"
                    .formatted(process.pid(), process.info().command().orElse("something else")));
        }
    }
}
