package dev.weft.bench.http;

import dev.weft.bench.Children;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the system. */
final class Programs {

    private Programs() {}

    /** Tells whether there is such a program on the path. */
    static boolean has(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Runs a program to its end, and returns what it printed. */
    static String run(List<String> command) throws IOException, InterruptedException {
        var process = Children.start(command);
        process.getOutputStream().close();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(
                    "%s ended with status %d, and said: %s".formatted(String.join(" ", command), status, output));
        }
        return output;
    }
}
