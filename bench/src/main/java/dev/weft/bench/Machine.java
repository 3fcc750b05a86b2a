package dev.weft.bench;

import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the numbers were measured on, each in a line. */
record Machine(String hardware, String java, String python) {

    static Machine of(@Nullable Python python) {
        return new Machine(
                describeHardware(),
                describeJava(),
                python == null ? "no python3 found: its rows are left out" : python.version());
    }

    private static String describeHardware() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores (load %.1f), %s %s %s"
                .formatted(
                        system.getAvailableProcessors(),
                        system.getSystemLoadAverage(),
                        system.getName(),
                        system.getVersion(),
                        system.getArch());
    }

    private static String describeJava() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(collector -> collector.getName())
                .collect(Collectors.joining(", "));
        var flags = runtime.getInputArguments().isEmpty() ? "none" : String.join(" ", runtime.getInputArguments());
        return Stream.of(
                        runtime.getVmName() + " " + System.getProperty("java.vm.version"),
                        "heap up to %,d MB".formatted(Runtime.getRuntime().maxMemory() >> 20),
                        "collectors: " + collectors,
                        "flags: " + flags)
                .collect(Collectors.joining("; "));
    }
}
