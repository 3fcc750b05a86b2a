package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Pool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM without the flag is told which, and where to put it; and each of those places works. */
class MissingFlagTest {
    private static final String WORKS = "a loop has run";

    @TempDir
    Path folder;

    @Test
    void onTheClassPathTheErrorNamesTheFormForThatAndFivePlaces() throws Exception {
        assertThat(onClassPath(List.of(), Map.of()))
                .contains(
                        "since Weft is on the class path",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "command line    java --add-opens",
                        "JDK_JAVA_OPTIONS='--add-opens",
                        "<argLine>--add-opens",
                        "jvmArgs(\"--add-opens",
                        "Add-Opens: java.base/java.lang ");
    }

    @Test
    void onTheModulePathTheErrorNamesTheFormForThat() throws Exception {
        assertThat(onModulePath(List.of()))
                .contains(
                        "since Weft is on the module path",
                        "--add-opens=java.base/java.lang=dev.weft.loop",
                        "no manifest entry opens to a named module")
                .doesNotContain("ALL-UNNAMED");
    }

    @Test
    void theOtherFormDoesNotHelp() throws Exception {
        assertThat(onModulePath(List.of(ChildJvm.FLAG))).contains("java.base/java.lang=dev.weft.loop");
    }

    @Test
    void theCommandLineWorksOnTheClassPath() throws Exception {
        assertThat(onClassPath(List.of(ChildJvm.FLAG), Map.of())).isEqualTo(WORKS);
    }

    @Test
    void theCommandLineWorksOnTheModulePath() throws Exception {
        assertThat(onModulePath(List.of("--add-opens=java.base/java.lang=dev.weft.loop")))
                .isEqualTo(WORKS);
    }

    @Test
    void theEnvironmentWorks() throws Exception {
        assertThat(onClassPath(List.of(), Map.of("JDK_JAVA_OPTIONS", ChildJvm.FLAG)))
                .endsWith(WORKS);
    }

    @Test
    void theManifestOfAJarWorks() throws Exception {
        var jar = jar();

        assertThat(run(Map.of(), List.of("-jar", jar.toString()))).isEqualTo(WORKS);
    }

    /** The fourth place is Surefire, and Gradle's is the same. */
    @Test
    void surefiresArgumentLineWorks() {
        assertThat(Loop.<String>run(() -> WORKS)).isEqualTo(WORKS);
    }

    private Path jar() throws IOException {
        var manifest = new Manifest();
        var entries = manifest.getMainAttributes();
        entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        entries.put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        entries.put(new Attributes.Name("Add-Opens"), "java.base/java.lang");
        entries.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(ChildJvm.classPath(Program.class).split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        var jar = folder.resolve("app.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
        return jar;
    }

    private static String onClassPath(List<String> flags, Map<String, String> environment) throws Exception {
        var arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-cp", ChildJvm.classPath(Program.class), Program.class.getName()));
        return run(environment, arguments);
    }

    private static String onModulePath(List<String> flags) throws Exception {
        assumeTrue(Loop.class.getModule().isNamed(), "these tests were not compiled as a module");
        var modules = ChildJvm.folderOf(Pool.class) + File.pathSeparator + ChildJvm.folderOf(Loop.class);
        var patch = "dev.weft.loop=" + ChildJvm.folderOf(Program.class);
        var arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-p", modules, "--patch-module", patch));
        arguments.addAll(List.of("-m", "dev.weft.loop/" + Program.class.getName()));
        return run(Map.of(), arguments);
    }

    private static String run(Map<String, String> environment, List<String> arguments) throws Exception {
        try (var child = ChildJvm.start(environment, arguments)) {
            return child.rest();
        }
    }

    /** Says that a loop runs, or why not. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(Loop.<String>run(() -> WORKS));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
