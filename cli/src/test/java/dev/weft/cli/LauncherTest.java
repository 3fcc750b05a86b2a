package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/weft} starts, with a Java that only notes how it is called, and makes what it is told to. */
@Timeout(120)
class LauncherTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        var source = Path.of("src", "main", "dist");
        Files.createDirectories(folder.resolve("weft/bin"));
        Files.createDirectories(folder.resolve("weft/lib"));
        Files.copy(source.resolve("bin/weft"), folder.resolve("weft/bin/weft"));
        Files.copy(source.resolve("lib/cache.sh"), folder.resolve("weft/lib/cache.sh"));
        Files.copy(Path.of("..", "scripts", "jdk.sh"), folder.resolve("weft/lib/jdk.sh"));
        Files.writeString(folder.resolve("weft/lib/weft-cli-1.jar"), "classes");
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        var java = Files.writeString(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                echo "$*" >>'%s'
                for argument; do
                    case $argument in -XX:AOTCacheOutput=*) : >"${argument#*=}" ;; esac
                done
                """.formatted(folder.resolve("calls")));
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    /** Runs the launcher, and returns how it has called Java. */
    private String run(Map<String, String> environment, String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of("sh", folder.resolve("weft/bin/weft").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("caches").toString());
        builder.environment().putAll(environment);
        var before = calls().size();
        var process = builder.start();
        process.getOutputStream().close();
        assertThat(process.inputReader().readAllAsString()).isEmpty();
        assertThat(process.waitFor()).isZero();
        return calls().get(before);
    }

    private List<String> calls() throws IOException {
        var calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    @Test
    void aCacheIsMadeOnceTheFirstRunIsOverAndUsedByTheNext() throws Exception {
        assertThat(run(Map.of(), "fib", "10")).endsWith("weft-cli-1.jar fib 10").doesNotContain("AOT");

        var cache = awaitCache();
        assertThat(calls())
                .filteredOn(call -> call.contains(" rehearse "))
                .hasSize(2)
                .satisfiesExactly(
                        making -> assertThat(making).contains("-XX:AOTCacheOutput="),
                        trying -> assertThat(trying).contains("-XX:AOTMode=on"));

        assertThat(run(Map.of(), "fib", "10")).contains("-XX:AOTCache=" + cache);
    }

    /** Waits until there is a cache and nothing else, as whoever makes it removes the rest last; returns its path. */
    private String awaitCache() {
        var caches = folder.resolve("caches/weft").toFile();
        var found = new ArrayList<String>();
        Observed.until("a cache and nothing else in " + caches, () -> {
            var files = caches.list();
            found.clear();
            found.addAll(files == null ? List.of() : List.of(files));
            return found.size() == 1 && found.getFirst().endsWith(".aot");
        });
        return new File(caches, found.getFirst()).toString();
    }

    @Test
    void noneIsMadeWhereNobodyWouldUseItOrThisRunHasItsOwn() throws Exception {
        run(Map.of("CI", "true"), "--version");
        run(Map.of("WEFT_JAVA_OPTS", "-XX:AOTMode=off"), "--version");
        run(Map.of("WEFT_JAVA_OPTS", "-Dweft.aot=off"), "--version");
        run(Map.of("XDG_CACHE_HOME", ""), "--version"); // and no HOME

        assertThat(folder.resolve("caches")).doesNotExist();
        assertThat(calls()).hasSize(4);
    }

    @Test
    void aDownloadHasTheQuickerCompilerAndTheSmallerCollectorUnlessTheUserWantsOthers() throws Exception {
        var own = Map.of("CI", "true", "WEFT_JAVA_OPTS", "-XX:TieredStopAtLevel=4 -XX:+UseParallelGC");

        assertThat(run(Map.of("CI", "true"), "fetch", "-i", "urls"))
                .contains("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ")
                .endsWith("fetch -i urls");
        assertThat(run(own, "fetch", "-i", "urls"))
                .containsSubsequence("-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4", "-XX:+UseParallelGC")
                .doesNotContain("Serial");
        assertThat(run(Map.of("CI", "true"), "fib", "fetch")).doesNotContain("Tiered", "Serial");
    }
}
