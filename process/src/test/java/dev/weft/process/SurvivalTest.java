package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.BrokenPoolException;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobFailedException;
import dev.weft.process.internal.launch.Processes;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What jobs do to their worker, what their future gets for it, and that nobody else notices. */
@Timeout(180)
class SurvivalTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final ProcessPool pool = builder().open();

    private ProcessPool.Builder builder() {
        return ProcessPool.builder()
                .name("survivors")
                .workers(1)
                .heapBytes(64L << 20)
                .grace(Duration.ofMillis(200))
                .output((worker, error, line) -> lines.add((error ? "err " : "out ") + line));
    }

    @AfterEach
    void close() {
        pool.closeNow();
        assertThat(ProcessHandle.current().descendants().filter(SurvivalTest::isWorker))
                .isEmpty();
    }

    private static boolean isWorker(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("WorkerMain");
    }

    private long workerPid() {
        return pool.submit(() -> ProcessHandle.current().pid()).result(LIMIT);
    }

    /** Asserts that the job was lost with its worker, and that the next one runs in another. */
    private WorkerDiedException assertLost(Future<?> future, String how) {
        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .cause()
                .isInstanceOf(WorkerDiedException.class)
                .hasMessageContaining(how)
                .hasMessageContaining("while running job 'SurvivalTest lambda'")
                .hasMessageContaining("it was not run again: Job.repeatable(job) says that it may be");
        var died = (WorkerDiedException) future.exceptionNow();
        assertThat(workerPid()).isNotEqualTo(died.pid());
        return died;
    }

    // ---- the worker dies

    @Test
    void exit() {
        assertThat(assertLost(pool.submit(() -> System.exit(7)), "ended: exit code 7")
                        .exitCode())
                .isEqualTo(7);
    }

    @Test
    void halt() {
        assertLost(pool.submit(() -> Runtime.getRuntime().halt(8)), "ended: exit code 8");
    }

    @Test
    void killedFromOutside() throws Exception {
        var started = Signal.create();
        long worker = workerPid();
        var future = pool.submit(() -> {
            started.set();
            Thread.sleep(100_000);
        });
        started.await();

        ProcessHandle.of(worker).orElseThrow().destroyForcibly();

        assertLost(future, "(pid %d) ended: killed by SIGKILL (exit code 137".formatted(worker));
    }

    @Test
    void aNativeCrash() throws IOException {
        var future = pool.submit(() -> {
            var field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            var unsafe = field.get(null);
            unsafe.getClass().getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 0L);
        });

        var report = assertLost(future, "crashed: SIGSEGV").crashReport();

        assertThat(report).isNotNull().exists();
        Files.delete(report);
    }

    @Test
    void noMemoryInAnotherThread() {
        var future = pool.submit(() -> {
            var thread = new Thread(SurvivalTest::useAllMemory);
            thread.start();
            thread.join();
            Thread.sleep(100_000);
        });

        var died = assertLost(future, "ended: exit code 3");

        assertThat(died.lastErrorLines()).anyMatch(line -> line.contains("java.lang.OutOfMemoryError"));
    }

    @Test
    void aRepeatableJobIsRunAgain() throws Exception {
        var first = Signal.create();
        var future = pool.submit(Job.repeatable(() -> {
            if (!first.isSet()) {
                first.set();
                Runtime.getRuntime().halt(1);
            }
            return "done";
        }));

        assertThat(future.result(LIMIT)).isEqualTo("done");
    }

    @Test
    void aRepeatableJobThatKillsEachOfItsWorkersFailsInTheEnd() {
        var future = pool.submit(Job.repeatable(() -> {
            Runtime.getRuntime().halt(9);
            return "never";
        }));

        assertThatThrownBy(() -> future.result(LIMIT))
                .cause()
                .isInstanceOf(WorkerDiedException.class)
                .hasMessageContaining("it was run again and took each of its workers with it");
    }

    @Test
    void jobsBehindTheLostOneRunElsewhere() {
        var futures = new ArrayList<Future<Integer>>();
        futures.add(pool.submit(() -> {
            Runtime.getRuntime().halt(1);
            return 0;
        }));
        for (int i = 1; i < 200; i++) {
            int number = i;
            futures.add(pool.submit(() -> number));
        }

        assertThatThrownBy(() -> futures.removeFirst().result(LIMIT)).isInstanceOf(JobFailedException.class);
        assertThat(futures)
                .extracting(future -> future.result(LIMIT))
                .hasSize(199)
                .doesNotHaveDuplicates();
    }

    /** Short jobs are answered together: those that were done when the worker was killed are not lost, nor run again. */
    @Test
    void ofShortJobsNoneRunsTwiceHoweverOftenWorkersAreKilled() {
        int count = 6_000;
        try (var runs = SharedArray.ofInts(count)) {
            var futures = IntStream.range(0, count)
                    .mapToObj(number -> pool.submit(() -> runs.set(number, runs.get(number) + 1)))
                    .toList();
            int kills = 0;
            int lost = 0;
            for (int number = 0; number < count; number++) {
                if (number % 2_000 == 1_999) {
                    kills++;
                    killWorker();
                }
                var reason = futures.get(number).exception(LIMIT);
                assertThat(runs.get(number)).as("runs of job %d", number).isBetween(reason == null ? 1 : 0, 1);
                lost += reason == null ? 0 : 1;
            }

            assertThat(lost).isLessThanOrEqualTo(kills);
        }
    }

    private static void killWorker() {
        ProcessHandle.current().children().filter(SurvivalTest::isWorker).forEach(ProcessHandle::destroyForcibly);
    }

    // ---- the worker stays

    @Test
    void noMemory() {
        var future = pool.submit(SurvivalTest::useAllMemory);

        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @SuppressWarnings("ModifiedButNotUsed") // it is only to be kept
    private static void useAllMemory() {
        var held = new ArrayList<byte[]>();
        while (true) {
            held.add(new byte[1 << 20]);
        }
    }

    @Test
    void tooDeepRecursion() {
        long before = workerPid();
        var future = pool.submit(() -> depth(0));

        assertThatThrownBy(() -> future.result(LIMIT)).hasCauseInstanceOf(StackOverflowError.class);

        assertThat(workerPid()).isEqualTo(before);
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static int depth(int depth) {
        return depth(depth + 1) + 1;
    }

    @Test
    void muchOutputAndAClosedStream() {
        long before = workerPid();

        pool.submit(() -> {
                    for (int line = 0; line < 10_000; line++) {
                        System.out.println("line " + line);
                    }
                    System.err.println("an error");
                    System.out.close();
                })
                .result(LIMIT);

        assertThat(workerPid()).isEqualTo(before);
        awaitLine("out line 9999");
        awaitLine("err an error");
        assertThat(lines.stream().filter(line -> line.startsWith("out ")))
                .hasSize(10_000)
                .startsWith("out line 0");
    }

    private void awaitLine(String line) {
        Observed.until("the line '%s'".formatted(line), () -> lines.contains(line));
    }

    @Test
    void anInterruptThatIsLeftOver() {
        long before = workerPid();

        pool.submit(() -> Thread.currentThread().interrupt()).result(LIMIT);

        pool.submit(() -> Thread.sleep(1)).result(LIMIT);
        assertThat(workerPid()).isEqualTo(before);
    }

    // ---- the worker is replaced when the job is done

    @Test
    void aThreadThatIsNoDaemon() {
        long before = pool.submit(() -> {
                    new Thread(() -> sleep(100_000), "left").start();
                    return ProcessHandle.current().pid();
                })
                .result(LIMIT);

        Observed.until("another worker", () -> workerPid() != before);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aChangedSystemProperty() {
        long before = pool.submit(() -> {
                    System.setProperty("survivors.changed", "yes");
                    return ProcessHandle.current().pid();
                })
                .result(LIMIT);

        Observed.until("another worker", () -> workerPid() != before);
        assertThat(pool.submit(() -> String.valueOf(System.getProperty("survivors.changed")))
                        .result(LIMIT))
                .isEqualTo("null");
    }

    // ---- killed

    @Test
    void anEndlessLoopIsKilledWhenItIsCancelled() throws Exception {
        var started = Signal.create();
        var future = pool.submit(() -> spin(started));
        started.await();

        assertThat(future.cancel(true)).isTrue();

        assertThatThrownBy(() -> future.result(LIMIT)).isInstanceOf(CancellationException.class);
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    void anEndlessLoopIsKilledWhenItIsOverdue() {
        var started = Signal.create();

        var future = pool.within(Duration.ofSeconds(2)).submit(() -> spin(started));

        assertThatThrownBy(() -> future.result(LIMIT)).isInstanceOf(DeadlineExceededException.class);
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    private static void spin(Signal started) {
        started.set();
        while (true) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aStoppedWorkerIsKilled() throws Exception {
        var started = Signal.create();
        long worker = workerPid();
        var future = pool.submit(() -> {
            started.set();
            Thread.sleep(100_000);
        });
        started.await();
        Processes.signal("STOP", worker);
        Processes.awaitStopped(worker);

        future.cancel(true);

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(workerPid()).isNotEqualTo(worker);
    }

    @Test
    void childrenAreKilledWithTheirWorker() throws Exception {
        var started = Signal.create();
        var child = Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "survivors-child-" + ProcessHandle.current().pid())
                .toString();
        var future = pool.submit(() -> {
            var process = new ProcessBuilder("sleep", "1000").start();
            Files.writeString(Path.of(child), Long.toString(process.pid()));
            spin(started);
        });
        started.await();

        future.cancel(true);

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        long pid = Long.parseLong(Files.readString(Path.of(child)));
        Files.delete(Path.of(child));
        Observed.until("the end of the child", () -> ProcessHandle.of(pid).isEmpty());
    }

    // ---- what cannot be sent

    private static final class Report implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // it cannot be sent, which is what it is for
        private final Object connection = new Socket();
    }

    @Test
    void aCaptureThatCannotBeSent() {
        var report = new Report();

        assertThatThrownBy(() -> pool.submit(report::toString).result(LIMIT))
                .cause()
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("Report.connection: java.net.Socket is not serializable");
        assertThatThrownBy(() -> pool.submit(() -> report.connection.hashCode()).result(LIMIT))
                .hasMessageContaining("captured argument 0 of the lambda at SurvivalTest.java:");
    }

    @Test
    void aResultThatCannotBeSent() {
        long before = workerPid();

        assertThatThrownBy(() -> pool.submit(() -> new Report()).result(LIMIT))
                .cause()
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining(
                        "the result → SurvivalTest$Report.connection: java.net.Socket is not serializable");

        assertThat(workerPid()).isEqualTo(before);
    }

    private static final class HoldingException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // it cannot be sent, which is what it is for
        private final Object held = new Socket();

        HoldingException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return super.getMessage() + ", holding a " + held.getClass().getSimpleName();
        }
    }

    @Test
    void anExceptionThatCannotBeSentArrivesAsItsDescription() {
        var future = pool.submit(() -> {
            throw new HoldingException("boom");
        });

        assertThatThrownBy(() -> future.result(LIMIT))
                .cause()
                .isInstanceOfSatisfying(
                        DescribedException.class,
                        described -> assertThat(described.originalClass()).isEqualTo(HoldingException.class.getName()))
                .hasToString(HoldingException.class.getName() + ": boom, holding a Socket");
    }

    @Test
    void formsThatCannotTravelSayWhatToWrite() {
        Callable<Integer> callable = () -> 1;

        assertThatThrownBy(() -> pool.submit(callable).result(LIMIT)).hasMessageContaining("Job.of(() -> …)");
        assertThatThrownBy(() -> pool.submit(() -> {}, "value").result(LIMIT))
                .hasMessageContaining("write submit(() -> { …; return value; })");
        assertThatThrownBy(() -> pool.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("Action.of(() -> …)");
        assertThatThrownBy(() -> pool.invokeAll(List.of(callable)).getFirst().get())
                .hasMessageContaining("Job.of(() -> …)");
    }

    // ---- workers that do not start

    @Test
    void aBadFlagBreaksThePoolInTheWorkersOwnWords() {
        try (var broken = builder().flags("-XX:NoSuchFlag").open()) {
            for (int job = 0; job < 3; job++) {
                assertThatThrownBy(() -> broken.submit(() -> 1).result(LIMIT))
                        .isInstanceOf(BrokenPoolException.class)
                        .hasMessageContaining("its workers do not start")
                        .hasMessageContaining("Unrecognized VM option 'NoSuchFlag'");
            }
        }
        assertThat(lines.stream().filter(line -> line.contains("NoSuchFlag"))).hasSize(1);
    }

    @Test
    void anInitializerThatHaltsItsWorkerBreaksThePoolWithTheReason() {
        var initializer = builder().initializer(() -> Runtime.getRuntime().halt(3));
        try (var broken = initializer.open()) {
            assertThat(broken.submit(() -> 1).exception(LIMIT))
                    .isInstanceOf(BrokenPoolException.class)
                    .hasMessageContaining("its initializer failed")
                    .hasMessageContaining("ended: exit code 3 while running the initializer");
        }
    }

    @Test
    void aFailedInitializerBreaksThePool() {
        var initializer = builder().initializer(() -> {
            throw new IllegalStateException("no license");
        });
        try (var broken = initializer.open()) {
            for (int job = 0; job < 3; job++) {
                assertThatThrownBy(() -> broken.submit(() -> 1).result(LIMIT))
                        .isInstanceOf(BrokenPoolException.class)
                        .hasMessageContaining("its initializer failed: java.lang.IllegalStateException: no license");
            }
        }
    }
}
