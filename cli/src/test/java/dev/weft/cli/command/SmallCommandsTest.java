package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fib}, {@code race} and {@code rehearse}. */
class SmallCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads", "virtual", "processes", "loop"})
    void fullPrintsTheBareNumbersOneALine(String place) {
        var result = CommandResult.of("fib", 10, "--times", 3, "--full", "--on", place);

        assertThat(result.outLines()).containsExactly("55", "55", "55");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aLineHasIndexDigitsFirstAndLastDigitsAndTime() {
        assertThat(CommandResult.of("fib", 1000, "--times", 1).out())
                .matches("F\\(1,000\\)  209 digits  4346655768\\.\\.\\.6849228875  [0-9]+\\.[0-9]{3} s\\R");
        assertThat(CommandResult.of("fib", 0, "--times", 1).out()).startsWith("F(0)  1 digit  0  ");
        assertThat(CommandResult.of("fib", 60, "--times", 1).out()).startsWith("F(60)  13 digits  1548008755920  ");
    }

    @Test
    void thereAreAsManyLinesAsProcessorsByDefault() {
        assertThat(CommandResult.of("fib", 10).outLines())
                .hasSize(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void asJsonARowHasTheSummaryAndByChoiceTheNumber() {
        assertThat(CommandResult.of("fib", 100, "--times", 1, "--json", "--full")
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsOnlyKeys("index", "digits", "first", "last", "seconds", "number")
                        .containsEntry("index", 100)
                        .containsEntry("digits", 21)
                        .containsEntry("first", "3542248481")
                        .containsEntry("last", "9261915075")
                        .containsEntry("number", "354224848179261915075"));
    }

    @Test
    void theRaceIsALineForEachGuardAndOnlyTheUnguardedMayLose() {
        var result = CommandResult.of("race");

        assertThat(result.outLines()).hasSize(3);
        assertThat(result.outLines().get(0)).startsWith("no guard ").containsPattern("lost");
        assertThat(result.outLines().get(1)).startsWith("lock ").endsWith("all 2,000,000 updates counted");
        assertThat(result.outLines().get(2)).startsWith("LongAdder ").endsWith("all 2,000,000 updates counted");
        assertThat(result.outLines()).allSatisfy(line -> assertThat(line).contains(" s ", " ns each "));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void asJsonARaceIsThreeRows() {
        assertThat(CommandResult.of("race", "--json").rows())
                .hasSize(3)
                .allSatisfy(row ->
                        assertThat(row).containsOnlyKeys("guard", "expected", "counted", "lost", "rounds", "seconds"));
    }

    @Test
    void theRehearsalForAStartUpCachePrintsNothing(@TempDir Path folder) {
        assertThat(CommandResult.of("rehearse", folder.resolve("files"))).isEqualTo(new CommandResult(0, "", ""));
        assertThat(folder.resolve("files")).isNotEmptyDirectory();
    }
}
