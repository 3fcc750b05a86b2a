package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.process.internal.launch.Processes;
import dev.weft.process.internal.shared.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of workers whose parent is killed while they run their first job, which goes by standard input. */
@Timeout(120)
class OrphanTest {
    private @Nullable Peer parent;

    @AfterEach
    void killParent() throws InterruptedException {
        if (parent != null) {
            parent.kill(); // again, or since the test came no further
        }
    }

    /** In the parent: starts a first job with a child of its own that never ends, and returns the numbers of both processes. */
    private static List<Long> startFirstJob() throws Exception {
        var said = new CompletableFuture<String>();
        var pool = ProcessPool.builder()
                .workers(1)
                .output((_, _, line) -> said.complete(line))
                .open();
        pool.submit(() -> {
            var child = new ProcessBuilder("/bin/sleep", "1000").start();
            System.out.println(ProcessHandle.current().pid() + " " + child.pid());
            child.waitFor();
        });
        return List.of(said.get().split(" ")).stream().map(Long::valueOf).toList();
    }

    @Test
    void aWorkerAndWhatItHasStartedAreGoneWhenItsParentIsKilled() throws Exception {
        parent = Peer.start();
        List<Long> started = parent.call(OrphanTest::startFirstJob);
        assertThat(started).hasSize(2).noneMatch(pid -> ProcessHandle.of(pid).isEmpty());

        parent.kill();

        started.forEach(Processes::awaitGone);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledOnOs(OS.LINUX) // where the place of arrays is known
    void theArraysOfAParentThatIsKilledAreGone(boolean arrayFirst) throws Exception {
        parent = Peer.start();
        long number = parent.call(() -> {
            var array = arrayFirst ? SharedArray.ofInts(100) : null;
            startFirstJob();
            (array == null ? SharedArray.ofInts(100) : array).set(99, 1);
            return ProcessHandle.current().pid();
        });
        assertThat(hasArrays(number)).isTrue();

        parent.kill();

        Processes.await("the arrays of %d to be gone".formatted(number), () -> !hasArrays(number));
    }

    private static boolean hasArrays(long pid) {
        try (var folders = Files.list(Path.of("/dev/shm"))) {
            return folders.anyMatch(folder -> folder.getFileName().toString().startsWith("weft-shared-" + pid + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aWorkerEndsByItselfWhereNoGuardCanEndIt() throws Exception {
        parent = Peer.startUnder("/usr/bin/env", "PATH=/nowhere");
        List<Long> started = parent.call(OrphanTest::startFirstJob);

        parent.kill();

        try {
            Processes.awaitGone(started.getFirst());
        } finally {
            ProcessHandle.of(started.getLast()).ifPresent(ProcessHandle::destroyForcibly); // nobody else does
        }
    }
}
