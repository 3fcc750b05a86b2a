package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    @TempDir
    Path temporary;

    private Path folder;
    private Guard guard;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(temporary.resolve("pool"));
        guard = Guard.open("images", folder);
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void killReachesStoppedProcessesAndTheirChildren() throws Exception {
        var worker = start("sleep 1000 & echo $!; wait");
        var child = numberFrom(worker);
        Processes.signal("STOP", child);
        Processes.signal("STOP", worker.pid());
        Processes.awaitStopped(worker.pid());

        guard.kill(worker.pid(), List.of());

        assertThat(worker.waitFor()).isEqualTo(137);
        Processes.awaitGone(child);
    }

    @Test
    void killReachesAChildWithAGroupOfItsOwn() throws Exception {
        var worker = start("set -m; sleep 1000 & echo $!; wait");
        var child = numberFrom(worker);

        guard.kill(worker.pid(), List.of());

        Processes.awaitGone(child);
        assertThat(worker.waitFor()).isEqualTo(137);
    }

    @Test
    void killReachesTheSessionOfADescendantThatIsNamed() throws Exception {
        var worker = start("setsid sh -c 'sleep 1000 & echo $!; wait' & wait");
        var child = numberFrom(worker);
        var leader = ProcessHandle.of(child).flatMap(ProcessHandle::parent).orElseThrow();

        guard.kill(worker.pid(), List.of(leader));

        Processes.awaitGone(child);
        assertThat(worker.waitFor()).isEqualTo(137);
    }

    @Test
    void killTouchesNobodyElse() throws Exception {
        var first = start("echo 1; read line");
        var second = start("echo 2; read line; echo $line");

        guard.kill(first.pid(), List.of());
        first.waitFor();

        second.getOutputStream().write("3\n".getBytes(StandardCharsets.US_ASCII));
        second.getOutputStream().close();
        assertThat(second.inputReader().lines()).containsExactly("2", "3");
    }

    @Test
    void whatAnEndedProcessLeavesBehindIsKilled() throws Exception {
        var worker = start("sleep 1000 & echo $!");
        var child = numberFrom(worker);
        worker.waitFor();

        guard.forget(worker.pid());

        Processes.awaitGone(child);
    }

    @Test
    void closeKillsAllThatIsWatchedAndRemovesTheFolder() throws Exception {
        var forgotten = start("echo 0");
        forgotten.waitFor();
        guard.forget(forgotten.pid());
        var first = start("sleep 1000 & echo $!; wait");
        var second = start("sleep 1000 & echo $!; wait");
        var children = List.of(numberFrom(first), numberFrom(second));
        Files.writeString(folder.resolve("1.sock"), "left over");

        guard.close();

        assertThat(folder).doesNotExist();
        assertThat(first.waitFor()).isEqualTo(137);
        assertThat(second.waitFor()).isEqualTo(137);
        children.forEach(Processes::awaitGone);
    }

    @Test
    void whatIsToBeRemovedWithThisJvmIsLeftWhereTheGuardIsClosed() throws Exception {
        start("echo 0").waitFor();
        var orphan = Files.createDirectory(temporary.resolve("my arrays"));
        guard.orphan(orphan);

        guard.close();

        assertThat(folder).doesNotExist();
        assertThat(orphan).exists();
    }

    @Test
    void politeSignalsDoNotEndIt() throws Exception {
        var first = start("read line");
        guard.kill(first.pid(), List.of());
        first.waitFor(); // the shell has begun with its work
        var second = start("read line");
        var shell = shell();
        for (var signal : List.of("HUP", "INT", "TERM")) {
            Processes.signal(signal, shell.pid());
        }

        guard.kill(second.pid(), List.of());

        assertThat(second.waitFor()).isEqualTo(137);
        assertThat(shell.isAlive()).isTrue();
    }

    @Test
    void aGuardThatIsGoneIsNoError() throws Exception {
        var worker = start("echo 1; read line");
        var shell = shell();
        shell.destroyForcibly();
        Processes.awaitGone(shell.pid());

        guard.kill(worker.pid(), List.of());
        guard.close();

        worker.destroyForcibly();
        assertThat(worker.waitFor()).isEqualTo(137);
    }

    @Test
    void withoutSetsidProcessesStartAllTheSame() throws Exception {
        try (var none = Guard.open("images", folder, "/nowhere")) {
            var process = none.start(new ProcessBuilder("/bin/sh", "-c", "exit 3"));

            none.kill(process.pid(), List.of());
            none.forget(process.pid());

            assertThat(process.waitFor()).isEqualTo(3);
        }
    }

    private Process start(String script) throws IOException {
        return guard.start(new ProcessBuilder("sh", "-c", script));
    }

    private ProcessHandle shell() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(folder.toString()))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static long numberFrom(Process process) throws IOException {
        // The process keeps the stream; what it writes is one line.
        BufferedReader reader = process.inputReader();
        return Long.parseLong(reader.readLine());
    }
}
