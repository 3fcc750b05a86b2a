package dev.weft.process.internal.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a pool has asked for about its worker JVMs.
 *
 * @param pool the name of the pool, which everybody can see in {@code ps} and {@code jps}
 * @param javaHome the JDK or JRE of the workers, or {@code null} for this JVM's own
 * @param flags flags of {@code java}, after Weft's own and the inherited ones, so that they win
 * @param classPath the class path of the workers, or {@code null} for this JVM's own; Weft's jars are always on it
 * @param heapBytes the largest heap of one worker, or 0 for a {@linkplain HeapShare fair share}
 * @param workers how many workers there are at most
 * @param processors how many processors one worker believes to have, or 0 for a fair share
 * @param environment variables to add to those of this JVM, or to replace
 */
public record LaunchSettings(
        String pool,
        @Nullable Path javaHome,
        List<String> flags,
        @Nullable List<Path> classPath,
        long heapBytes,
        int workers,
        int processors,
        Map<String, String> environment) {

    // What java itself asks for: "Too small maximum heap" below.
    private static final long SMALLEST_HEAP = 2L << 20;
    private static final List<String> CLASS_PATH_FLAGS = List.of("-cp", "-classpath", "--class-path", "-jar");

    /**
     * Checks everything that can be checked before a worker starts.
     *
     * @throws IllegalArgumentException if a value cannot be used; the message names it
     */
    public LaunchSettings {
        // No text is made of what is good: a first format takes a program as long as half the start of a JVM.
        if (pool.isBlank() || !isArgument(pool)) {
            throw new IllegalArgumentException("a pool's name must not be blank or hold a NUL");
        }
        if (workers < 1) {
            throw new IllegalArgumentException("a pool needs at least 1 worker, was " + workers);
        }
        if (processors < 0) {
            throw new IllegalArgumentException("processors per worker must not be negative, was " + processors);
        }
        if (heapBytes != 0 && heapBytes < SMALLEST_HEAP) {
            throw new IllegalArgumentException(
                    "a worker's heap must be at least 2 MiB (2097152 bytes), was %d bytes".formatted(heapBytes));
        }
        if (javaHome != null && !Files.isExecutable(javaHome.resolve("bin", "java"))) {
            throw new IllegalArgumentException("the java home %s has no bin/java that can be run".formatted(javaHome));
        }
        flags = List.copyOf(flags);
        flags.forEach(LaunchSettings::ensureFlag);
        if (classPath != null) {
            classPath = List.copyOf(classPath);
            classPath.forEach(LaunchSettings::ensureEntry);
        }
        environment = Map.copyOf(environment);
        environment.forEach(LaunchSettings::ensureVariable);
    }

    /** Returns the settings of a pool whose user has asked for nothing in particular. */
    public static LaunchSettings of(String pool, int workers) {
        return new LaunchSettings(pool, null, List.of(), null, 0, workers, 0, Map.of());
    }

    private static void ensureFlag(String flag) {
        if (!(flag.startsWith("-") || flag.startsWith("@")) || !isArgument(flag)) {
            throw new IllegalArgumentException(
                    "'%s' is no flag of java: it must begin with '-' or '@' and hold no NUL. A flag and its value are one string, as in --add-opens=java.base/java.lang=ALL-UNNAMED"
                            .formatted(visible(flag)));
        }
        var name = flag.contains("=") ? flag.substring(0, flag.indexOf('=')) : flag;
        if (CLASS_PATH_FLAGS.contains(name)) {
            throw new IllegalArgumentException(
                    "%s is no flag for a worker: give the class path to classPath(...), Weft's own jars are added to it"
                            .formatted(name));
        }
    }

    private static void ensureEntry(Path entry) {
        if (entry.toString().contains(File.pathSeparator)) {
            throw new IllegalArgumentException(
                    "a path on a class path must not hold '%s', was %s".formatted(File.pathSeparator, entry));
        }
    }

    private static void ensureVariable(String name, String value) {
        if (name.isBlank() || name.contains("=") || !isArgument(name) || !isArgument(value)) {
            throw new IllegalArgumentException(
                    "'%s' cannot be an environment variable: its name must not be blank or hold '=', and neither name nor value a NUL"
                            .formatted(visible(name)));
        }
    }

    // The system's calls end a string at the first NUL.
    private static boolean isArgument(String text) {
        return text.indexOf('\0') < 0;
    }

    private static String visible(String text) {
        return text.replace('\0', '?');
    }
}
