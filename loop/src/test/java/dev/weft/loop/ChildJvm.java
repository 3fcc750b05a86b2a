package dev.weft.loop;

import dev.weft.Pool;
import dev.weft.testkit.Signal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** A JVM of its own that runs a class of these tests; what it writes, to either stream, is read here. */
record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {
    static final String FLAG = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    ChildJvm(Process process) {
        this(process, process.inputReader());
    }

    /** Starts {@code java} with {@code arguments}, and with what {@code environment} adds; Ctrl-C is as in a terminal. */
    static ChildJvm start(Map<String, String> environment, List<String> arguments) throws IOException {
        // What a shell starts in the background ignores Ctrl-C, and so would its children.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    /** Starts {@code main} on the class path, with the flag. */
    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(FLAG, "-cp", classPath(main), main.getName()));
        all.addAll(List.of(arguments));
        return start(Map.of(), all);
    }

    /** Returns where {@code main} is, with Weft and what that needs. */
    static String classPath(Class<?> main) {
        return Stream.of(Pool.class, Loop.class, Signal.class, main, NullMarked.class)
                .map(ChildJvm::folderOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the folder, or the jar, of {@code type}. */
    static String folderOf(Class<?> type) {
        var file = "/" + type.getName().replace('.', '/') + ".class";
        var url = type.getResource(file);
        if (url == null) {
            throw new AssertionError("%s has no class file".formatted(type));
        }
        var path = url.getPath().substring(0, url.getPath().length() - file.length());
        return url.getProtocol().equals("jar") ? path.substring("file:".length(), path.length() - 1) : path;
    }

    /** Waits for a line that says {@code what}. */
    void awaitLine(String what) throws IOException {
        var before = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(what)) {
                return;
            }
            before.add(line);
        }
        throw new AssertionError("the JVM has ended without saying '%s', but %s".formatted(what, before));
    }

    /** Presses Ctrl-C. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for its end and returns what it has written that nobody has read. */
    String rest() throws InterruptedException {
        var rest = output.lines().collect(Collectors.joining("\n"));
        process.waitFor();
        return rest;
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
