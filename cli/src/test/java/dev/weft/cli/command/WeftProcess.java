package dev.weft.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command in a JVM of its own, with pipes. */
final class WeftProcess implements AutoCloseable {
    private static final int SIGINT_BIT = 1 << 1;

    private final Process process;
    private final BufferedReader out;
    private final BlockingQueue<String> err = new LinkedBlockingQueue<>();
    private final Thread errReader;

    private WeftProcess(Process process) {
        this.process = process;
        out = process.inputReader(UTF_8);
        // A thread of its own: the common pool may have but one.
        errReader = Thread.ofPlatform()
                .daemon()
                .start(() -> process.errorReader(UTF_8).lines().forEach(err::add));
    }

    /** Starts {@code weft} with these arguments; {@code temporary} is where its temporary files go. */
    static WeftProcess start(Path temporary, Object... arguments) throws IOException {
        return new WeftProcess(new ProcessBuilder(command(temporary, arguments)).start());
    }

    /** Starts {@code weft} likewise, with a terminal as stdin and stdout, and a file as stderr. */
    static WeftProcess startInTerminal(Path err, Path temporary, Object... arguments) throws IOException {
        var command = command(temporary, arguments).stream()
                .map("'%s'"::formatted)
                .collect(Collectors.joining(" ", "", " 2> '%s'".formatted(err)));
        return new WeftProcess(new ProcessBuilder("script", "-qec", command, "/dev/null").start());
    }

    private static List<String> command(Path temporary, Object... arguments) {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath(),
                "dev.weft.cli.Main"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** Returns where this test's own classes come from, whether it runs as a module or not. */
    static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Tells whether this JVM was started with SIGINT ignored, as by {@code nohup} or {@code &}: its children are, too. */
    static boolean ignoresCtrlC() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        var ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) & SIGINT_BIT) != 0;
    }

    void type(String line) throws IOException {
        var in = process.outputWriter(UTF_8);
        in.write(line);
        in.newLine();
        in.flush();
    }

    void endInput() throws IOException {
        process.outputWriter(UTF_8).close();
    }

    /** Returns the next line on stdout, waiting for it. */
    String nextLine() throws IOException {
        return Objects.requireNonNullElse(out.readLine(), "(stdout has ended)");
    }

    /** Returns the next line on stderr, waiting for it. */
    String nextErrLine() throws InterruptedException {
        return err.take();
    }

    void pressCtrlC() throws IOException, InterruptedException {
        signal("INT");
    }

    /** Tells it to end as service managers and containers do. */
    void terminate() throws IOException, InterruptedException {
        signal("TERM");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Returns the worker JVMs that it has now. */
    List<ProcessHandle> workers() {
        return process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .toList();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for the end, and returns what is left of stdout and stderr, and the exit code. */
    CommandResult awaitEnd() throws InterruptedException {
        var rest = out.lines().collect(Collectors.joining("\n"));
        int exitCode = process.waitFor();
        errReader.join();
        return new CommandResult(exitCode, rest, String.join("\n", err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
