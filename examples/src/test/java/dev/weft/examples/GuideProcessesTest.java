package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Action;
import dev.weft.DeadlineExceededException;
import dev.weft.Events;
import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.JobFailedException;
import dev.weft.JobRandom;
import dev.weft.Pool;
import dev.weft.PoolEvent;
import dev.weft.Progress;
import dev.weft.ThreadPool;
import dev.weft.WhenFull;
import dev.weft.process.ProcessPool;
import dev.weft.process.SharedArray;
import dev.weft.process.SharedDoubles;
import dev.weft.process.WorkerDiedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the guide's page on worker JVMs. */
class GuideProcessesTest {
    static int limit;

    @TempDir
    Path folder;

    @Test
    void aJobRunsInAWorker() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ProcessPool.open()) {
                Future<Integer> length = pool.submit(() -> "weft".length());
                IO.println(length.result()); // 4
            }
        });

        assertThat(printed).containsExactly("4");
    }

    @Test
    void staticsDoNotTravelAndLocalsDo() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ProcessPool.open()) {
                limit = 5;
                IO.println(pool.submit(() -> limit).result()); // 0: the worker has its own

                int captured = limit;
                IO.println(pool.submit(() -> captured).result()); // 5
            }
        });

        assertThat(printed).containsExactly("0", "5");
    }

    @Test
    void formsThatCannotTravelHaveOnesThatCan() throws Exception {
        try (Pool pool = ProcessPool.open(1)) {
            Callable<Integer> plain = () -> 1;
            Job<Integer> job = () -> 1; // or Job.of(() -> 1) where there is no variable
            var results = pool.invokeAll(List.of(Job.of(() -> 1), Job.of(() -> 2)));
            pool.execute(Action.of(() -> IO.println("done")));

            assertThat(pool.submit(plain).exception()).hasMessageContaining("Job.of(() -> …)");
            assertThat(pool.submit(job).result()).isEqualTo(1);
            assertThat(results.getLast().get()).isEqualTo(2);
        }
    }

    @Test
    void aDeadWorkerCostsItsJob() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ProcessPool.open(1)) {
                Future<Integer> photo = pool.named("photo").submit(() -> {
                    Runtime.getRuntime().halt(3);
                    return 1;
                });
                try {
                    IO.println(photo.result());
                } catch (JobFailedException e) {
                    if (e.getCause() instanceof WorkerDiedException died) {
                        IO.println(died.exitCode()); // 3
                    }
                }
                IO.println(pool.submit(() -> "goes on").result()); // goes on
            }
        });

        assertThat(printed).containsExactly("3", "goes on");
    }

    @Test
    void aRepeatableJobIsRunAgain() throws Exception {
        var diedOnce = folder.resolve("died").toString();
        try (Pool pool = ProcessPool.open(1)) {
            Future<Integer> size = pool.submit(Job.repeatable(() -> resize(diedOnce)));

            assertThat(size.result()).isEqualTo(640);
        }
    }

    private static int resize(String diedOnce) throws Exception {
        if (!Files.exists(Path.of(diedOnce))) {
            Files.createFile(Path.of(diedOnce));
            Runtime.getRuntime().halt(1);
        }
        return 640;
    }

    @Test
    void aJobThatDoesNotStopIsKilled() throws Exception {
        try (Pool pool = ProcessPool.builder().grace(Duration.ofMillis(100)).open()) {
            Future<Integer> endless = pool.within(Duration.ofSeconds(2)).submit(() -> spin());
            try {
                endless.result();
            } catch (DeadlineExceededException e) {
                endless.awaitStopped(Duration.ofSeconds(10)); // true: its worker is gone
            }

            assertThat(endless.awaitStopped(Duration.ofSeconds(10))).isTrue();
        }
    }

    @SuppressWarnings("InfiniteLoopStatement") // that is what is shown
    private static int spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aPoolHasLimits() {
        try (ProcessPool pool = ProcessPool.builder()
                .name("resize")
                .workers(2)
                .heapBytes(256L << 20)
                .maxJobsPerWorker(1_000)
                .idleTimeout(Duration.ofSeconds(30))
                .queueLimit(10_000)
                .whenFull(WhenFull.REJECT)
                .initializer(() -> IO.println("a worker starts"))
                .open()) {
            IO.println(pool.submit(() -> ProcessHandle.current().pid()).result());

            assertThat(pool.workers()).isEqualTo(2);
        }
    }

    @Test
    void aWorkerHasItsOwnFlags() {
        try (ProcessPool pool = ProcessPool.builder()
                .workers(1)
                .processors(2)
                .flags("-XX:+UseZGC", "-Dmode=batch")
                .environment("TZ", "UTC")
                .open()) {
            assertThat(pool.submit(() -> System.getProperty("mode") + System.getenv("TZ"))
                            .result())
                    .isEqualTo("batchUTC");
        }
    }

    @Test
    void workersWriteOneArray() {
        try (Pool pool = ProcessPool.open();
                SharedDoubles samples = SharedArray.ofDoubles(1_000_000)) {
            var parts = new ArrayList<Future<Void>>();
            for (long from = 0; from < samples.length(); from += 250_000) {
                SharedDoubles part = samples.slice(from, from + 250_000);
                parts.add(pool.submit(() -> fill(part)));
            }
            Futures.gather(parts).result();

            assertThat(samples.get(999_999)).isEqualTo(0.5);
        }
    }

    private static void fill(SharedDoubles part) {
        for (long i = 0; i < part.length(); i++) {
            part.set(i, 0.5);
        }
    }

    @Test
    void outputIsLabelledAndCanBeTaken() {
        var lines = new CopyOnWriteArrayList<String>();
        try (Pool pool = ProcessPool.builder()
                .output((worker, error, line) -> lines.add(worker + ": " + line))
                .name("mail")
                .open()) {
            pool.submit(() -> IO.println("sent")).result();
        }

        assertThat(lines).containsExactly("mail-1: sent");
    }

    @Test
    void progressReachesTheFuture() {
        try (Pool pool = ProcessPool.open(1)) {
            Future<?> copy = pool.submit(() -> {
                for (int done = 1; done <= 100; done++) {
                    Progress.report(done, 100);
                }
            });
            copy.result();

            assertThat(copy.progress()).isEqualTo(new Progress(100, 100));
        }
    }

    @Test
    void seedsGiveTheSameNumbersEverywhere() {
        try (Pool threads = ThreadPool.open();
                Pool workers = ProcessPool.open(2)) {
            Future<Integer> one = threads.seeded(42).submit(() -> roll());
            Future<Integer> same = workers.seeded(42).submit(() -> roll());

            assertThat(same.result()).isEqualTo(one.result());
        }
    }

    private static int roll() {
        return JobRandom.current().nextInt(1, 7);
    }

    @Test
    void workersAreSeen() {
        var seen = new CopyOnWriteArrayList<String>();
        try (var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.WorkerEnded(var _, var worker, var _, var how)) {
                        seen.add(worker + " " + how);
                    }
                });
                Pool pool = ProcessPool.builder().name("seen").workers(1).open()) {
            pool.submit(() -> 1).result();
        }

        assertThat(seen).hasSize(1).first().asString().startsWith("seen-1 ");
    }
}
