package dev.weft.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measurements in a process of their own, which nothing measured before has warmed up or filled with garbage. */
public final class Fork {

    private Fork() {}

    /** Has {@code main} run in a JVM with the flags and class path of this one, and returns the numbers that it prints. */
    public static double[] measure(Class<?> main, String... arguments) throws IOException {
        return measure(start(main, arguments));
    }

    /** Starts {@code main} in a JVM with the flags and class path of this one. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return Children.start(command(main, arguments));
    }

    /** Returns what starts {@code main} in a JVM with the flags and class path of this one. */
    public static List<String> command(Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits for {@code process}, and returns the numbers that it prints, in one line. */
    static double[] measure(Process process) throws IOException {
        try (var output = process.inputReader()) {
            var line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the measurement printed nothing: "
                        + process.info().commandLine().orElse("already gone"));
            }
            return numbers(line);
        }
    }

    static double[] numbers(String line) {
        return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
