package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.Loop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopTasksTest {

    @Test
    void printsWhatTheCellsShow() throws Exception {
        var tasks = new LoopTasks(Duration.ofMillis(5));

        var lines = Printed.by(() -> Loop.run(tasks::cells));

        assertThat(lines.getFirst()).startsWith("loop 'loop-").endsWith("' [open, 1 running, 0 waiting]");
        assertThat(lines.get(1)).isEqualTo("Future[coro-1 pending]");
        assertThat(lines.subList(2, 6)).containsExactly("1", "1", "2", "3");
        assertThat(lines.get(6)).startsWith("threeTasks: ");
        assertThat(lines.subList(7, 10)).containsExactly("1", "2", "3");
        assertThat(lines.get(10)).startsWith("threeAwaits: ");
    }
}
