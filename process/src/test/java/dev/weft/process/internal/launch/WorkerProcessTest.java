package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
    @TempDir
    Path temporary;

    private Guard guard;

    @BeforeEach
    void open() throws IOException {
        guard = Guard.open("images", Files.createDirectory(temporary.resolve("pool")));
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void theExitCodeArrives() throws Exception {
        var worker = start("exit 3", guard);

        assertThat(worker.exit().get()).isEqualTo(3);
        assertThat(worker.isAlive()).isFalse();
        assertThat(worker.number()).isEqualTo(1);
    }

    @Test
    void whatItWroteCanBeReadAfterItsEnd() throws Exception {
        var worker = start("echo result; echo trouble >&2", guard);
        worker.exit().get();

        assertThat(worker.stdout().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("result\n");
        assertThat(worker.stderr().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("trouble\n");
    }

    @Test
    void killEndsAStoppedWorkerAndItsChildren() throws Exception {
        var worker = start("sleep 1000 & echo $!; wait", guard);
        var child = number(worker);
        Processes.signal("STOP", worker.pid());
        Processes.awaitStopped(worker.pid());

        worker.kill();

        assertThat(worker.exit().get()).isEqualTo(137);
        Processes.awaitGone(child);
    }

    @Test
    void killReachesADescendantThatLeftTheSession() throws Exception {
        var worker = start("setsid sh -c 'sleep 1000 & echo $!; wait' & wait", guard);
        var child = number(worker);

        worker.kill();

        Processes.awaitGone(child);
        assertThat(worker.exit().get()).isEqualTo(137);
    }

    @Test
    void whatAnEndedWorkerLeavesInItsSessionIsKilled() throws Exception {
        var worker = start("sleep 1000 & echo $!", guard);
        var child = number(worker);

        assertThat(worker.exit().get()).isZero();

        Processes.awaitGone(child);
    }

    @Test
    void aChildThatLeftTheSessionOutlivesAWorkerThatEndsByItself() throws Exception {
        long child;
        try (var own = Guard.open("images", Files.createDirectory(temporary.resolve("own")))) {
            var worker = start("setsid sh -c 'echo $$; exec sleep 1000' & read line", own);
            child = number(worker);
            worker.stdin().close();
            worker.exit().get();
        } // the guard has done all that it was told

        var left = ProcessHandle.of(child).orElseThrow();

        assertThat(left.isAlive()).isTrue();
        left.destroyForcibly();
    }

    @Test
    void killingTwiceOrTooLateDoesNoHarm() throws Exception {
        var worker = start("read line", guard);

        worker.kill();
        worker.kill();
        assertThat(worker.exit().get()).isEqualTo(137);
        worker.kill();
    }

    @Test
    void withoutAGuardKillStillEndsTheDescendants() throws Exception {
        try (var none = Guard.open("images", temporary, "/nowhere")) {
            var worker = start("sleep 1000 & echo $!; wait", none);
            var child = number(worker);

            worker.kill();

            assertThat(worker.exit().get()).isEqualTo(137);
            Processes.awaitGone(child);
        }
    }

    private static WorkerProcess start(String script, Guard guard) throws IOException {
        return WorkerProcess.start(new ProcessBuilder("/bin/sh", "-c", script), 1, guard);
    }

    private static long number(WorkerProcess worker) throws IOException {
        return Long.parseLong(new Talk(worker).answer());
    }
}
