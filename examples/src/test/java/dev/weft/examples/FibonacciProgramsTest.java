package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FibonacciProgramsTest {

    @Test
    void countsFromZero() {
        assertThat(List.of(0, 1, 2, 10, 100))
                .map(n -> FibonacciPrograms.fibonacci(n).toString())
                .containsExactly("0", "1", "1", "55", "354224848179261915075");
    }

    @Test
    void sequentialOnThreadsAndInWorkersItIsTheSameNumberForEachProcessor() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        var numbers = Collections.nCopies(processors, "280571172992510140037611932413038677189525");

        var lines = Printed.by(() -> FibonacciPrograms.main(new String[] {"200"}));

        assertThat(lines).hasSize(3 * (processors + 1));
        assertThat(lines.subList(0, processors)).isEqualTo(numbers);
        assertThat(lines.get(processors)).matches("getSequential: [0-9]+[.][0-9]{3}");
        assertThat(lines.subList(processors + 1, 2 * processors + 1)).isEqualTo(numbers);
        assertThat(lines.get(2 * processors + 1)).matches("getMultiThread: [0-9]+[.][0-9]{3}");
        assertThat(lines.subList(2 * processors + 2, 3 * processors + 2)).isEqualTo(numbers);
        assertThat(lines.getLast()).matches("getMultiProcess: [0-9]+[.][0-9]{3}");
    }
}
