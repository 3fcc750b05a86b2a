package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, completion, and arguments that cannot be used. */
class UsageTest {
    private static final String TIME = "write it as 250ms, 30s, 10m or 1h";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fetch                       | nothing to fetch: give URLs, or a file of them by -i",
                "fetch u -j 0                | -j must be at least 1, was 0",
                "fetch u -j many             | Invalid value for option '--jobs': 'many' is not an int",
                "fetch u --timeout 30        | Invalid value for option '--timeout': not a time: '30'; " + TIME,
                "fetch u --timeout 0s        | --timeout must be positive, was 0 s",
                "fetch u --deadline soon     | Invalid value for option '--deadline': not a time: 'soon'; " + TIME,
                "fetch u --retries -1        | --retries must not be negative, was -1",
                "fetch u --max-bytes 5QB     | not a size: '5QB'; write bytes as 5000000, 5MB or 5MiB",
                "fetch u --max-bytes 0       | --max-bytes must be positive, was 0",
                "fetch u -i no-such-file     | -i no-such-file cannot be read: no such file or folder: no-such-file",
                "fetch u --cacert no-such-ca | --cacert: no-such-ca does not exist: expected certificates in PEM",
                "fetch u --on the-moon       | Invalid value for option '--on': expected one of sequential, threads,"
                        + " virtual, processes, loop, was 'the-moon'",
                "fetch u --name-by date      | Invalid value for option '--name-by': expected one of md5, url, was"
                        + " 'date'",
                "fetch u --speed             | Unknown option: '--speed'",
                "fib                         | Missing required parameter: 'N'",
                "fib ten                     | Invalid value for positional parameter at index 0 (N): 'ten' is not an"
                        + " int",
                "fib -- -1                   | N must be within 0..100,000,000, was -1",
                "fib 10 --times 0            | --times must be at least 1, was 0",
                "fib 10 -j 0                 | -j must be at least 1, was 0",
                "fib 10 --on processes -j 1001 | workers must be within 1..1000, was 1001",
                "serve                       | 'nothing to serve: name a folder, such as ''.'', or say --site for the built-in site'",
                "serve --site --port 70000   | --port must be from 0 to 65535, was 70000",
                "compare -i no-such-file     | -i no-such-file cannot be read: no such file or folder: no-such-file",
                "ps me                       | Unmatched argument at index 1: 'me'",
            })
    void argumentsThatCannotBeUsedAreALineAndExitCodeTwo(String arguments, String reason) {
        var result = CommandResult.of((Object[]) arguments.split(" ", -1));

        assertThat(result.err().lines())
                .containsExactly(
                        "weft: " + reason,
                        "Try 'weft %s --help'.".formatted(arguments.split(" ", 2)[0]));
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aFileWithoutCertificatesIsRefused(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("ca.pem"), "nothing");

        var result = CommandResult.of("fetch", "http://a/", "--cacert", file);

        assertThat(result.err()).startsWith("weft: --cacert: %s: expected a certificate".formatted(file));
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void anUnknownCommandIsExitCodeTwoWithASuggestion() {
        var result = CommandResult.of("fetsch", "http://a/");

        assertThat(result.err()).contains("fetsch", "fetch");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void controlCharactersInArgumentsDoNotReachTheTerminal() {
        assertThat(CommandResult.of("fetch", "--\u001b[31m").err()).doesNotContain("\u001b");
    }

    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfEveryCommandHasAnExample(String command) {
        var result = CommandResult.of(command, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: weft " + command);
        assertThat(result.out()).doesNotContain("\u001b");
        assertThat(result.out()).containsAnyOf("Example:", "Examples:", "source <(weft generate-completion)");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpAndTheCompletionKnowEveryCommand(String command) {
        assertThat(CommandResult.of("--help").out()).containsPattern("(?m)^  " + command + " ");
        assertThat(CommandResult.of("generate-completion").out())
                .contains("complete -F", "function _picocli_weft_" + command.replace("-", "") + "()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "fib"})
    void theHelpAndTheCompletionNamePlacesAsTheyAreTyped(String command) {
        assertThat(CommandResult.of(command, "--help").out())
                .containsPattern("Where: sequential, threads, virtual, processes, loop\\s+\\(threads\\)[.]");
        assertThat(CommandResult.of("generate-completion").out())
                .contains("\"sequential\" \"threads\" \"virtual\" \"processes\" \"loop\"")
                .doesNotContain("\"SEQUENTIAL\"");
    }

    @Test
    void theVersionNamesWeftAndItsJava() {
        var result = CommandResult.of("--version");

        assertThat(result.outLines()).hasSize(2);
        assertThat(result.out()).contains("weft ", "Java " + Runtime.version());
        assertThat(result.exitCode()).isZero();
    }
}
