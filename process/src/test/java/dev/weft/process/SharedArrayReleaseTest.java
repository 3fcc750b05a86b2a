package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.process.internal.launch.Processes;
import dev.weft.testkit.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The memory of a closed array goes back to the system, as soon as no worker uses it. */
@Timeout(120)
@EnabledOnOs(OS.LINUX) // where it can be seen which files a process has mapped
class SharedArrayReleaseTest {
    private final ProcessPool pool =
            ProcessPool.builder().workers(1).heapBytes(64L << 20).open();

    @AfterEach
    void close() {
        pool.closeNow();
    }

    @Test
    void anIdleWorkerLetsGoOfAnArrayThatIsClosed() {
        var array = SharedArray.ofDoubles(100_000);
        long worker = pool.submit(() -> {
                    array.set(0, 1);
                    return ProcessHandle.current().pid();
                })
                .result();
        assertThat(hasArrays(worker)).isTrue();

        array.close();

        Processes.await("worker %d to let go".formatted(worker), () -> !hasArrays(worker));
        assertThat(pool.submit(() -> ProcessHandle.current().pid()).result()).isEqualTo(worker);
    }

    @Test
    void aJobThatUsesAnArrayGoesOnThoughItIsClosed() throws Exception {
        var array = SharedArray.copyOf(new double[] {1, 2, 3});
        var begun = Signal.create();
        var closed = Signal.create();
        Future<Double> sum = pool.submit(() -> {
            double first = array.get(0);
            begun.set();
            closed.await();
            return first + array.get(1);
        });
        begun.await();

        array.close();
        closed.set();

        assertThat(sum.result()).isEqualTo(3);
        long idle = pool.submit(() -> ProcessHandle.current().pid()).result();
        Processes.await("worker %d to let go".formatted(idle), () -> !hasArrays(idle));
    }

    private static boolean hasArrays(long pid) {
        try (var mapped = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
            return mapped.anyMatch(line -> line.contains("weft-shared-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
