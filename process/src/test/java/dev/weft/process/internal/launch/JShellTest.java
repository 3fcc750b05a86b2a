package dev.weft.process.internal.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JShellTest {
    private static final String SCRIPT = """
            import dev.weft.process.internal.launch.*
            var launcher = Launcher.open(LaunchSettings.of("shell", 1), Class.forName("dev.weft.process.internal.launch.TestWorker"))
            var worker = launcher.start(1)
            worker.stdin().write("arguments\\nexit 0\\n".getBytes())
            worker.stdin().flush()
            System.out.println(new String(worker.stdout().readAllBytes()))
            System.out.println(new String(worker.stderr().readAllBytes()))
            launcher.close()
            """;

    @ParameterizedTest
    @ValueSource(strings = {"local", "jdi"})
    void workersStartFromJShell(String execution) throws Exception {
        var classPath = String.join(File.pathSeparator, source(Future.class), source(Launcher.class), testClasses());
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

        jshell.getOutputStream().write(SCRIPT.getBytes(StandardCharsets.UTF_8));
        jshell.getOutputStream().close();

        assertThat(jshell.getInputStream().readAllBytes()).asString().contains("[shell, 1]");
        assertThat(jshell.waitFor()).isZero();
    }

    private static String source(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    // As a part of the module under test, they have its location and not their own.
    private static String testClasses() throws URISyntaxException {
        var file = Path.of(
                requireNonNull(TestWorker.class.getResource("TestWorker.class")).toURI());
        var names = TestWorker.class.getName().split("\\.").length;
        return file.getRoot()
                .resolve(file.subpath(0, file.getNameCount() - names))
                .toString();
    }
}
