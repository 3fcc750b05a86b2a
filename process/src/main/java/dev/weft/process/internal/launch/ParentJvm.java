package dev.weft.process.internal.launch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM was started, and what it may use: what its workers take over or have to leave room for.
 *
 * @param javaHome where its {@code java} is; the command it was started by may be another one, such as {@code jshell}
 * @param arguments its flags, wherever they came from: command line, argument files, environment, the manifest of its jar
 * @param classPath its class path; empty where it has none, as in {@code jshell}
 * @param mainModule the module it was started with, or {@code null} if it runs from the class path
 * @param start when it started
 * @param maxHeapBytes the largest size of its heap
 * @param memoryBytes the memory of the machine or, where it is less, of the container
 * @param processors how many processors it may use
 */
record ParentJvm(
        Path javaHome,
        List<String> arguments,
        String classPath,
        @Nullable String mainModule,
        FileTime start,
        long maxHeapBytes,
        long memoryBytes,
        int processors) {

    ParentJvm {
        arguments = List.copyOf(arguments);
    }

    /** Returns what this JVM says of itself. */
    static ParentJvm read() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var runtime = ManagementFactory.getRuntimeMXBean();
        var classPath = System.getProperty("java.class.path", "");
        return new ParentJvm(
                Path.of(System.getProperty("java.home")),
                arguments(runtime.getInputArguments(), classPath),
                classPath,
                System.getProperty("jdk.module.main"),
                FileTime.fromMillis(runtime.getStartTime()),
                Runtime.getRuntime().maxMemory(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().availableProcessors());
    }

    private static List<String> arguments(List<String> given, String classPath) {
        return Stream.of(ManifestFlags.of(classPath, System.getProperty("sun.java.command", "")), given)
                .flatMap(List::stream)
                .toList();
    }
}
