package dev.weft.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the workers of one pool are started: {@code java}, flags, class path, main class and, so that people can tell workers apart
 * in {@code ps}, {@code jps} and {@code jcmd}, the name of the pool and the number of the worker.
 *
 * <p>Everybody on the machine can read a command line, so nothing secret is on it. The order is Weft's own flags, then those that
 * are {@linkplain InheritedFlags inherited}, then the user's: java takes the last of those that contradict each other.
 */
final class CommandLine {
    // Stdout belongs to the jobs, from the first byte on: what the JVM itself has to say goes to stderr, and it says
    // nothing about
    // a start-up cache that does not fit. The pool reads both as UTF-8. No core files: gigabytes that nobody asked for.
    static final List<String> OWN = List.of(
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Xlog:all=warning,aot*=off,cds*=off:stderr",
            "-XX:-CreateCoredumpOnCrash",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    // Flags for this JVM that workers would take for theirs; the launcher would also announce them on stderr.
    private static final List<String> NOT_PASSED_ON =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS");

    private static final String CLASS_LOADER = "-Djava.system.class.loader=";

    // Linux takes 128 KiB per argument.
    private static final int LONGEST_ARGUMENT = 100_000;

    private final LaunchSettings settings;
    private final ParentJvm parent;
    private final WeftHome weft;
    private final Class<?> main;
    private final Path folder;

    /**
     * Prepares the command line.
     *
     * @param main the class that workers run; it gets the name of the pool and the number of the worker as arguments
     * @param folder where a worker that crashes leaves its report
     */
    CommandLine(LaunchSettings settings, ParentJvm parent, WeftHome weft, Class<?> main, Path folder) {
        this.settings = settings;
        this.parent = parent;
        this.weft = weft;
        this.main = main;
        this.folder = folder;
    }

    /** Returns where the workers' {@code java} is. */
    Path javaHome() {
        return settings.javaHome() == null ? parent.javaHome() : settings.javaHome();
    }

    /** Returns the flags that may decide how classes are linked: all of them, but for properties, sizes and files. */
    List<String> linkFlags() {
        return flags().stream()
                .filter(flag -> !flag.startsWith("-D") || flag.startsWith(CLASS_LOADER))
                .toList();
    }

    private List<String> flags() {
        return Stream.of(OWN, InheritedFlags.of(parent.arguments()), InheritedFlags.changedLocale(), settings.flags())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Returns what starts a worker.
     *
     * @param cache the start-up cache to use, or {@code null}; it must exist, since java is slower with one that is missing
     * @throws IOException if the arguments are too long for a command line, and cannot be written to a file either
     */
    ProcessBuilder worker(int number, @Nullable Path cache) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.add("-Xmx" + heapBytes());
        arguments.add("-XX:ActiveProcessorCount=" + processors());
        arguments.add("-XX:ErrorFile=" + CrashReport.pattern(folder));
        if (cache != null) {
            arguments.add("-XX:AOTCache=" + cache);
        }
        arguments.addAll(flags());
        arguments.addAll(weft.named() ? modules() : List.of("-cp", classPath()));
        var started = weft.named()
                ? Stream.of("-m", main.getModule().getName() + "/" + main.getName())
                : Stream.of(main.getName());
        return java(Stream.concat(shortened(arguments, "worker-" + number + ".args"), started), number);
    }

    /** Returns what starts a worker of the same kind that knows nothing but Weft's jars, with some more flags. */
    ProcessBuilder alone(List<Path> jars, String... more) {
        var arguments = new ArrayList<>(linkFlags());
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("-cp", join(jars.stream()), main.getName()));
        return java(arguments.stream(), 0);
    }

    /** Returns the largest heap of one worker, but for a flag of the user's. */
    long heapBytes() {
        return settings.heapBytes() > 0
                ? settings.heapBytes()
                : HeapShare.bytes(parent.memoryBytes(), parent.maxHeapBytes(), settings.workers());
    }

    // With one processor each, workers do without helper threads of the JVM, which would get in each other's way.
    private int processors() {
        return settings.processors() > 0
                ? settings.processors()
                : Math.max(1, parent.processors() / settings.workers());
    }

    private ProcessBuilder java(Stream<String> arguments, int number) {
        var command = new ArrayList<String>();
        command.add(javaHome().resolve("bin", "java").toString());
        arguments.forEach(command::add);
        command.add(settings.pool());
        command.add(Integer.toString(number));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(NOT_PASSED_ON);
        builder.environment().putAll(settings.environment());
        return builder;
    }

    // The module path is inherited; of the modules on it, a worker needs those that this JVM has.
    private List<String> modules() {
        var roots = "--add-modules=" + (parent.mainModule() == null ? "ALL-DEFAULT" : parent.mainModule());
        var classPath = join(applicationPath());
        return classPath.isEmpty() ? List.of(roots) : List.of(roots, "-cp", classPath);
    }

    // Weft first: a start-up cache fits where the class path begins as it did when the cache was made.
    private String classPath() {
        var own = weft.paths().stream().map(Path::toAbsolutePath).toList();
        Predicate<Path> other = path -> !own.contains(path.toAbsolutePath().normalize());
        return join(Stream.concat(weft.paths().stream(), applicationPath().filter(other)));
    }

    private Stream<Path> applicationPath() {
        if (settings.classPath() != null) {
            return settings.classPath().stream();
        }
        // An empty entry means the working directory, but an empty class path has no entry.
        return parent.classPath().isEmpty()
                ? Stream.empty()
                : Arrays.stream(parent.classPath().split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry.isEmpty() ? "." : entry));
    }

    private static String join(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Stream<String> shortened(List<String> arguments, String name) throws IOException {
        if (arguments.stream().allMatch(argument -> argument.length() < LONGEST_ARGUMENT)) {
            return arguments.stream();
        }
        var file = folder.resolve(name);
        var quoted = arguments.stream()
                .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
        Files.write(file, quoted, Charset.forName(System.getProperty("native.encoding")));
        return Stream.of("@" + file);
    }
}
