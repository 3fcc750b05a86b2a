package dev.weft.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what a JDK 25 has written. */
class JdkDumpReaderTest {
    private static final String DUMP = """
            {"threadDump": {"processId": "1", "runtimeVersion": "25.0.3", "threadContainers": [
              {"container": "<root>", "parent": null, "owner": null, "threads": [
                {"tid": "3", "name": "main", "state": "BLOCKED", "blockedOn": "java.lang.Object@17",
                 "stack": ["app.Main.main(Main.java:6)"]},
                {"tid": "9", "name": "holder", "state": "TIMED_WAITING",
                 "stack": ["java.base\\/java.lang.Thread.sleep(Thread.java:1)", "app.Main.hold(Main.java:9)"],
                 "monitorsOwned": [{"depth": 1, "locks": [null, "java.lang.Object@17"]}]}
                ], "threadCount": "2"},
              {"container": "empty", "parent": "<root>", "owner": null, "threads": [], "threadCount": "0"},
              {"container": "executor", "parent": "<root>", "owner": null, "threads": [
                {"tid": "22", "virtual": true, "name": "", "state": "WAITING",
                 "parkBlocker": {"object": "java.util.concurrent.locks.ReentrantLock$NonfairSync@53"}, "stack": [
                 "java.base\\/java.util.concurrent.locks.ReentrantLock.lock(ReentrantLock.java:1)", "app.Main.run(Main.java:7)"]},
                {"tid": "23", "virtual": true, "name": "waits", "state": "WAITING", "waitingOn": "java.lang.Object@1a", "stack": []}
                ], "threadCount": "2"}]}}
            """;

    @TempDir
    Path folder;

    private List<PoolSnapshot> read(String dump) throws IOException {
        return JdkDumpReader.read(Files.writeString(folder.resolve("dump.json"), dump));
    }

    @Test
    void containersWithThreadsAreRead() throws IOException {
        assertThat(read(DUMP))
                .extracting(PoolSnapshot::headline)
                .containsExactly("<root> (JDK, open): 2 running", "executor (JDK, open): 2 running");
    }

    @Test
    void aThreadThatIsBlockedWaitsForTheOneThatHoldsTheMonitor() throws IOException {
        var threads = read(DUMP).getFirst().jobs();

        assertThat(threads)
                .containsExactly(
                        new JobSnapshot(
                                3,
                                "main",
                                "thread #3",
                                "blocked",
                                null,
                                "monitor java.lang.Object@17",
                                List.of(9L),
                                List.of("app.Main.main(Main.java:6)")),
                        new JobSnapshot(
                                9,
                                "holder",
                                "thread #9",
                                "timed_waiting",
                                null,
                                "Thread.sleep",
                                List.of(),
                                List.of(
                                        "java.base/java.lang.Thread.sleep(Thread.java:1)",
                                        "app.Main.hold(Main.java:9)")));
    }

    @Test
    void aThreadThatIsParkedSaysWhereAndOnWhat() throws IOException {
        assertThat(read(DUMP).getLast().jobs())
                .extracting(JobSnapshot::name, JobSnapshot::waitsFor)
                .containsExactly(
                        tuple(
                                "virtual thread #22",
                                "ReentrantLock.lock on java.util.concurrent.locks.ReentrantLock$NonfairSync@53"),
                        tuple("waits", "java.lang.Object@1a"));
    }

    @Test
    void ofVeryManyThreadsAThousandAreKeptAndAllCounted() throws IOException {
        var threads = IntStream.rangeClosed(1, 1_200)
                .mapToObj(
                        "{\"tid\": \"%d\", \"name\": \"x\", \"state\": \"RUNNABLE\", \"stack\": [\"a.B.c(B.java:1)\"]}"
                                ::formatted)
                .collect(Collectors.joining(","));

        var pool = read("{\"threadDump\": {\"threadContainers\": [{\"container\": \"c\", \"threads\": [%s]}]}}"
                        .formatted(threads))
                .getFirst();

        assertThat(pool.running()).isEqualTo(1_200);
        assertThat(pool.jobs()).hasSize(1_000);
    }

    @Test
    void aDumpThatIsCutAnywhereIsAnIOExceptionIfAnything() {
        for (int length = 0; length < DUMP.length(); length++) {
            var cut = DUMP.substring(0, length);
            try {
                read(cut);
            } catch (IOException e) {
                assertThat(e).message().isNotBlank();
            }
        }
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> read("{\"a\": 1}"))
                .isInstanceOf(IOException.class)
                .hasMessage("the JDK's dump of threads has no containers: is it of JDK 21 or later?");
    }
}
