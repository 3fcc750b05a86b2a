package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhatCanBeSentTest {

    @Test
    void lambdasTravelAndWhatDoesNotIsNamedWithTheRemedy() throws Exception {
        var lines = Printed.by(WhatCanBeSent::main);

        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("1");
        assertThat(lines.get(1)).isEqualTo("sales");
        assertThat(lines.get(2))
                .matches("captured argument 0 of the lambda at WhatCanBeSent[.]java:[0-9]+"
                        + " → WhatCanBeSent[$]Report[.]connection: java[.]net[.]Socket is not serializable .*");
        assertThat(lines.get(3))
                .matches(
                        "the result.* → WhatCanBeSent[$]Report[.]connection: java[.]net[.]Socket is not serializable .*");
        assertThat(lines.get(4))
                .startsWith("a lambda in dev.weft.examples.WhatCanBeSent is not serializable")
                .contains("Job.of(() -> …)");
        assertThat(lines.get(5)).isEqualTo("1");
        assertThat(lines.get(6)).matches("\\[processes-[0-9]+-1] hello from the worker");
    }
}
