package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.testing.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopTasksTest {

    @Test
    void printsWhatTheCellsShow() throws Exception {
        var tasks = new LoopTasks(Duration.ofSeconds(1));

        var lines = Printed.by(() -> Simulation.run(0, tasks::cells));

        assertThat(lines.getFirst()).startsWith("loop '").endsWith("' [open, 1 running, 0 waiting]");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "Future[coro-1 pending, from LoopTasks lambda]",
                        "1",
                        "1",
                        "2",
                        "3",
                        "threeTasks: 3.000",
                        "1",
                        "2",
                        "3",
                        "threeAwaits: 6.000");
    }
}
