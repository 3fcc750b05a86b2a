package dev.weft.loop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Pool;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed gives one trace: each time, and in another JVM. */
class DeterminismTest {
    private static final int SEEDS = 50;
    private static final int TIMES = 20;

    @ParameterizedTest
    @ValueSource(strings = {"ArrayBlockingQueue", "Semaphore", "ReentrantReadWriteLock", "synchronized", "cancel"})
    void aSeedGivesOneTrace(String name) {
        var program = Objects.requireNonNull(Programs.ALL.get(name));
        var traces = new HashSet<String>();

        for (int time = 0; time < TIMES; time++) {
            traces.add(Programs.fingerprints(program, SEEDS));
        }

        assertThat(traces).hasSize(1);
        assertThat(traces.iterator().next().trim().split(" ")).doesNotHaveDuplicates();
    }

    @Test
    void anotherJvmGivesTheSameTraces() throws Exception {
        var here = Programs.ALL.entrySet().stream()
                .map(entry -> entry.getKey() + Programs.fingerprints(entry.getValue(), SEEDS))
                .toList();

        var there = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        Programs.class.getName(),
                        Integer.toString(SEEDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        try (var lines = there.inputReader().lines()) {
            assertThat(lines).containsExactlyElementsOf(here);
        }
        assertThat(there.waitFor()).isZero();
    }

    private static String classPath() {
        return Stream.of(Programs.class, Simulation.class, Pool.class)
                .map(DeterminismTest::rootOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the folder or jar that a class was loaded from, also if it was patched into a module. */
    private static String rootOf(Class<?> type) {
        try {
            var file = type.getName().replace('.', '/') + ".class";
            var location = Objects.requireNonNull(type.getResource("/" + file)).toURI();
            if (location.getScheme().equals("jar")) {
                var jar = location.getSchemeSpecificPart();
                return Path.of(URI.create(jar.substring(0, jar.indexOf('!')))).toString();
            }
            var folder = Path.of(location).toString();
            return folder.substring(0, folder.length() - file.length() - 1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no folder has " + type, e);
        }
    }
}
