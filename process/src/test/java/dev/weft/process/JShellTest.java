package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed into a real jshell runs in a worker as it does in the shell. */
@Timeout(120)
class JShellTest {
    // Its variables are static fields, which would stay behind.
    private static final String VARIABLES = """
            import dev.weft.*
            import dev.weft.process.*
            var pool = ProcessPool.open(1)
            int x = 7
            System.out.println("variable " + pool.submit(() -> x + 1).result())
            x = 41
            System.out.println("changed " + pool.submit(() -> x + 1).result())
            int twice(int n) { return 2 * n; }
            System.out.println("method " + pool.submit(() -> twice(x)).result())
            record Point(int a, int b) implements java.io.Serializable { int sum() { return a + b; } }
            var point = new Point(1, 2)
            System.out.println("record " + pool.submit(() -> point.sum()).result())
            System.out.println("map " + pool.map(n -> n * x, List.of(1, 2)).stream().toList())
            System.out.println("exception " + pool.submit(() -> { throw new IllegalStateException("boom"); }).exception())
            pool.close()
            """;

    // The names stay, and their content changes.
    private static final String REDEFINED = """
            import dev.weft.process.*
            var pool = ProcessPool.open(1)
            int times(int n) { return 2 * n; }
            System.out.println("before " + pool.submit(() -> times(21)).result())
            int times(int n) { return 3 * n; }
            System.out.println("after " + pool.submit(() -> times(21)).result())
            record Point(int a) implements java.io.Serializable { int value() { return a; } }
            System.out.println("record before " + pool.submit(() -> new Point(1).value()).result())
            record Point(int a) implements java.io.Serializable { int value() { return 100 * a; } }
            System.out.println("record after " + pool.submit(() -> new Point(1).value()).result())
            pool.close()
            """;

    @ParameterizedTest
    @ValueSource(strings = {"local", "jdi"})
    void variablesMethodsAndRecordsTravel(String execution) throws Exception {
        assertThat(outputOf(VARIABLES, execution))
                .contains(
                        "variable 8",
                        "changed 42",
                        "method 82",
                        "record 3",
                        "map [41, 82]",
                        "exception java.lang.IllegalStateException: boom");
    }

    @Test
    void whatIsDefinedAgainRunsItsNewCode() throws Exception {
        assertThat(outputOf(REDEFINED, "jdi")).contains("before 42", "after 63", "record before 1", "record after 100");
    }

    private static List<String> outputOf(String script, String execution) throws Exception {
        var classPath = String.join(File.pathSeparator, sourceOf(Future.class), sourceOf(ProcessPool.class));
        var jshell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jshell")
                                .toString(),
                        "--execution",
                        execution,
                        "--class-path",
                        classPath,
                        "-")
                .redirectErrorStream(true)
                .start();
        try (var in = jshell.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        var output = new String(jshell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jshell.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static String sourceOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
