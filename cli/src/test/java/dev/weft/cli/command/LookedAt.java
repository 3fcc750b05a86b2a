package dev.weft.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM, which runs a main class of these tests until it is closed. */
final class LookedAt implements AutoCloseable {
    private final Process process;

    private LookedAt(Process process) {
        this.process = process;
    }

    /** Starts {@code main}, and returns once it has said that it is ready. */
    static LookedAt start(Class<?> main, String... flags) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", WeftProcess.classPath(), main.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = process.inputReader(UTF_8).readLine();
        if (!"ready".equals(line)) {
            process.destroyForcibly();
            throw new IllegalStateException("%s did not get ready, and said '%s'".formatted(main.getName(), line));
        }
        return new LookedAt(process);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
