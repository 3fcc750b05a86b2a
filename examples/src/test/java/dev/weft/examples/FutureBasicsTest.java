package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FutureBasicsTest {

    @Test
    void printsWhatTheCellsShow() throws Exception {
        assertThat(Printed.by(FutureBasics::main)).containsExactly("true", "1", "true", "false", "false");
    }
}
