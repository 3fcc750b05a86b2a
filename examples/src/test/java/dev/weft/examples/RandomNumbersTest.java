package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomNumbersTest {

    @Test
    void workersNeverGiveTheSameUnlessThereIsASeed() throws Exception {
        var lines = Printed.by(RandomNumbers::main);

        assertThat(lines).hasSize(6);
        assertThat(lines.subList(0, 3))
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("[0-9]([.][0-9]+)?(E-[0-9]+)?"));
        assertThat(lines.subList(3, 6)).containsOnly("[0.03484759026832629, 0.1927968740786985, 0.2688271956869497]");
    }
}
