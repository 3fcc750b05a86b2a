package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final WeftHome JARS =
            new WeftHome(List.of(Path.of("/lib/weft-core.jar"), Path.of("/lib/weft-process.jar")), false);
    private static final WeftHome NAMED = new WeftHome(List.of(), true);

    @TempDir
    Path folder;

    @Test
    void javaIsThatOfTheJavaHomeWhateverStartedThisJvm() throws Exception {
        assertThat(command(JARS, parent("", null))).startsWith("/jdk/bin/java");
    }

    @Test
    void weftComesFirstOnTheClassPathAndOnlyOnce() throws Exception {
        var command = command(JARS, parent("app.jar:/lib/weft-process.jar:classes", null));

        assertThat(command).containsSequence("-cp", "/lib/weft-core.jar:/lib/weft-process.jar:app.jar:classes");
    }

    @Test
    void withoutAClassPathAsInJShellWeftIsStillThere() throws Exception {
        assertThat(command(JARS, parent("", null))).containsSequence("-cp", "/lib/weft-core.jar:/lib/weft-process.jar");
    }

    @Test
    void anEmptyEntryIsTheWorkingDirectory() throws Exception {
        assertThat(command(JARS, parent("app.jar:", null)))
                .contains("/lib/weft-core.jar:/lib/weft-process.jar:app.jar:.");
    }

    @Test
    void modulesOfTheApplicationAreThereToo() throws Exception {
        var command = command(NAMED, parent("", "app"));

        assertThat(command)
                .contains("--add-modules=app")
                .containsSequence("-m", "dev.weft.process/" + TestWorker.class.getName())
                .doesNotContain("-cp");
    }

    @Test
    void besideAClassPathAllModulesAreThereThatJavaWouldTake() throws Exception {
        assertThat(command(NAMED, parent("app.jar", null)))
                .contains("--add-modules=ALL-DEFAULT")
                .containsSequence("-cp", "app.jar");
    }

    @Test
    void theUsersFlagsComeLastSoThatTheyWin() throws Exception {
        var settings = new LaunchSettings("images", null, List.of("-Xmx9m", "-da"), null, 0, 4, 0, Map.of());
        var command = line(settings, parent("", null), JARS).worker(1, null).command();

        assertThat(command.indexOf("-Xmx9m")).isGreaterThan(command.indexOf("-ea"));
        assertThat(command.indexOf("-da")).isGreaterThan(command.indexOf("-ea"));
    }

    @Test
    void heapAndProcessorsAreAFairShare() throws Exception {
        assertThat(command(JARS, parent("", null)))
                .contains("-Xmx" + HeapShare.bytes(8L << 30, 2L << 30, 4), "-XX:ActiveProcessorCount=2");
    }

    @Test
    void theSettingsReplaceTheShares() throws Exception {
        var settings = new LaunchSettings("images", null, List.of(), null, 100L << 20, 4, 3, Map.of());

        assertThat(line(settings, parent("", null), JARS).worker(1, null).command())
                .contains("-Xmx104857600", "-XX:ActiveProcessorCount=3");
    }

    @Test
    void moreWorkersThanProcessorsGetOneEach() throws Exception {
        assertThat(line(LaunchSettings.of("images", 100), parent("", null), JARS)
                        .worker(1, null)
                        .command())
                .contains("-XX:ActiveProcessorCount=1");
    }

    @Test
    void poolAndNumberStandAtTheEndForPeopleToSee() throws Exception {
        assertThat(command(JARS, parent("", null))).endsWith(TestWorker.class.getName(), "images", "7");
    }

    @Test
    void flagsForThisJvmDoNotReachWorkersByTheEnvironment() throws Exception {
        var settings = new LaunchSettings("images", null, List.of(), null, 0, 1, 0, Map.of("APP_MODE", "test"));
        var environment = line(settings, parent("", null), JARS).worker(1, null).environment();

        assertThat(environment)
                .containsEntry("APP_MODE", "test")
                .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    }

    @Test
    void whatIsTooLongForACommandLineGoesIntoAFile() throws Exception {
        var jars = "/a folder/with \"quotes\" and \\.jar:" + "x".repeat(200_000);
        var command = command(JARS, parent(jars, null));

        var file = folder.resolve("worker-7.args");
        assertThat(command).contains("@" + file).noneMatch(argument -> argument.length() > 100_000);
        assertThat(Files.readString(file)).contains("/a folder/with \\\"quotes\\\" and \\\\.jar");
    }

    @Test
    void whatDecidesAboutACacheHasNoPropertiesAndSizes() {
        var flags = line(LaunchSettings.of("images", 1), parent("", null), JARS).linkFlags();

        assertThat(flags).contains("-ea").noneMatch(flag -> flag.startsWith("-D") || flag.startsWith("-Xmx"));
    }

    private List<String> command(WeftHome weft, ParentJvm parent) throws IOException {
        return line(LaunchSettings.of("images", 4), parent, weft)
                .worker(7, null)
                .command();
    }

    private CommandLine line(LaunchSettings settings, ParentJvm parent, WeftHome weft) {
        return new CommandLine(settings, parent, weft, TestWorker.class, folder);
    }

    private static ParentJvm parent(String classPath, @Nullable String mainModule) {
        return new ParentJvm(
                Path.of("/jdk"),
                List.of("-ea", "-Dapp=1", "-Xmx2g"),
                classPath,
                mainModule,
                FileTime.fromMillis(0),
                2L << 30,
                8L << 30,
                8);
    }
}
