package dev.weft.cli.inspect;

import dev.weft.cli.fetch.Words;
import dev.weft.internal.watch.JvmSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has the JDK in another JVM dump its threads, by this JDK's {@code jcmd}. */
final class JdkDump {
    // A million threads take half a minute, and nearly a gigabyte.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private JdkDump() {}

    /** @throws IOException if the JVM does not dump; the message says why */
    static JvmSnapshot of(long pid) throws IOException {
        var folder = Files.createTempDirectory("weft-dump-"); // only this user can enter it
        var dump = folder.resolve("threads.json");
        var words = folder.resolve("jcmd.txt");
        try {
            run(pid, dump, words);
            return new JvmSnapshot(JdkDumpReader.read(dump), List.of());
        } finally {
            Files.deleteIfExists(dump);
            Files.deleteIfExists(words);
            Files.delete(folder);
        }
    }

    private static void run(long pid, Path dump, Path words) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new IOException(
                    "process %d has no Weft to ask, and there is no %s to ask the JDK with: run weft on a whole JDK"
                            .formatted(pid, jcmd));
        }
        var process = new ProcessBuilder(
                        jcmd.toString(), Long.toString(pid), "Thread.dump_to_file", "-format=json", dump.toString())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        if (!awaitEnd(process)) {
            throw new IOException("process %d did not dump its threads within %s: it may be stopped"
                    .formatted(pid, Words.seconds(PATIENCE)));
        }
        if (process.exitValue() != 0 || !Files.exists(dump)) {
            throw new IOException(
                    "process %d does not dump its threads: %s".formatted(pid, reason(Files.readAllLines(words))));
        }
    }

    private static boolean awaitEnd(Process process) throws IOException {
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a JVM dumps its threads", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns what jcmd has said, without the number of the process and the stacks. */
    private static String reason(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.matches("[0-9]+:|\\s.*"))
                .findFirst()
                .orElse("jcmd does not say why");
    }
}
