package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Events;
import dev.weft.JobFailedException;
import dev.weft.PoolEvent;
import dev.weft.Progress;
import dev.weft.testkit.Signal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first job of a worker, which goes by standard input before the worker has called, and whose answer may come by standard output. */
@Timeout(180)
class FirstJobTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private ProcessPool pool = builder().open();

    private ProcessPool.Builder builder() {
        return ProcessPool.builder()
                .name("first")
                .workers(1)
                .heapBytes(64L << 20)
                .grace(Duration.ofMillis(200))
                .output((worker, error, line) -> lines.add((error ? "err " : "out ") + line));
    }

    private void reopen(ProcessPool.Builder builder) {
        pool.close();
        pool = builder.open();
    }

    /** Asserts that the worker of the first job runs the next, too; its output is whole once the pool is closed. */
    private void assertGoesOn(long first) {
        assertThat(pool.submit(() -> ProcessHandle.current().pid()).result(LIMIT))
                .isEqualTo(first);
        pool.close();
    }

    @AfterEach
    void close() {
        pool.closeNow();
    }

    @Test
    void itsOutputArrivesAsThatOfOthersDoes() {
        long first = pool.submit(() -> {
                    System.out.println("one");
                    System.out.print("tw");
                    System.err.println("oh");
                    System.out.println("o");
                    return ProcessHandle.current().pid();
                })
                .result(LIMIT);
        pool.submit(() -> System.out.println("three")).result(LIMIT);

        assertGoesOn(first);
        assertThat(lines).containsOnlyOnce("out one", "out two", "err oh", "out three");
        assertThat(lines).hasSize(4);
    }

    @Test
    void itMayFloodStandardOutput() {
        long first = pool.submit(() -> {
                    for (int line = 0; line < 20_000; line++) {
                        System.out.println("line " + line);
                    }
                    return ProcessHandle.current().pid();
                })
                .result(LIMIT);

        assertGoesOn(first);
        assertThat(lines).hasSize(20_000).startsWith("out line 0").endsWith("out line 19999");
    }

    @Test
    void itsAnswerArrivesWhenItHasClosedTheFile() {
        long first = pool.submit(() -> {
                    new FileOutputStream(FileDescriptor.out).close();
                    System.out.println("nobody reads this");
                    return ProcessHandle.current().pid();
                })
                .result(LIMIT);

        assertGoesOn(first);
        assertThat(lines).isEmpty();
    }

    @Test
    void whatChildrenWriteIsText() {
        long first = pool.submit(() -> {
                    System.out.println("mine");
                    new ProcessBuilder("echo", "a child's").inheritIO().start().waitFor();
                    return ProcessHandle.current().pid();
                })
                .result(LIMIT);

        assertGoesOn(first);
        assertThat(lines).containsExactly("out mine", "out a child's");
    }

    @Test
    void whatTheJvmWritesBeforeItIsText() {
        reopen(builder().flags("--show-version"));

        long first = pool.submit(() -> ProcessHandle.current().pid()).result(LIMIT);

        assertGoesOn(first);
        assertThat(lines).anyMatch(line -> line.startsWith("out ") && line.contains("Runtime Environment"));
    }

    @Test
    void jobsAndAnswersThatAreLongArrive() {
        var argument = new byte[3 << 20];
        Arrays.fill(argument, (byte) 7);

        assertThat(pool.submit(() -> argument).result(LIMIT)).isEqualTo(argument);

        reopen(builder());
        assertThat(pool.submit(() -> List.of("x".repeat(100_000))).result(LIMIT))
                .isEqualTo(List.of("x".repeat(100_000)));
        assertThat(pool.submit(() -> List.of("next")).result(LIMIT)).isEqualTo(List.of("next"));
    }

    @Test
    void whatItThrowsArrives() {
        assertThatThrownBy(() -> pool.submit(() -> {
                            throw new IllegalStateException("no license");
                        })
                        .result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void itIsLostWithItsWorkerAndTheNextIsNot() {
        var lost = pool.submit(() -> {
            System.out.println("last words");
            Runtime.getRuntime().halt(9);
        });
        var next = pool.submit(() -> "next");

        assertThatThrownBy(() -> lost.result(LIMIT)).hasMessageContaining("ended: exit code 9 while running job");
        assertThat(next.result(LIMIT)).isEqualTo("next");
        assertThat(lines).contains("out last words");
    }

    @Test
    void itsAnswerIsNotLostWithAWorkerThatDiesRightAfterIt() {
        var futures = pool.submit(() -> {
            Thread.ofPlatform().daemon().start(() -> Runtime.getRuntime().halt(1));
            return "answered";
        });

        // Whether the answer or the end comes first is open; that one of them comes is not.
        assertThat(futures.awaitStopped(LIMIT)).isTrue();
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    void aCancelReachesItThoughItsWorkerHasNotCalled() {
        var never = pool.submit(() -> Thread.sleep(100_000));

        never.cancel(true);

        assertThatThrownBy(() -> never.result(LIMIT)).isInstanceOf(CancellationException.class);
        assertThat(never.awaitStopped(LIMIT)).isTrue();
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    void aCancelInterruptsItBeforeItsWorkerIsKilled() throws Exception {
        reopen(builder().grace(LIMIT));
        var begun = Signal.create();
        var interrupted = Signal.create();
        var job = pool.submit(() -> {
            begun.set();
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException _) {
                interrupted.set();
            }
        });
        begun.await();

        job.cancel(true);

        interrupted.await();
        assertThat(job.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    void itsProgressArrives() {
        var job = pool.submit(() -> Progress.report(3, 4));

        job.result(LIMIT);

        assertThat(job.progress()).isEqualTo(new Progress(3, 4));
    }

    @Test
    void aWorkerIsToldOfOnceAndBeforeItsFirstJob() throws Exception {
        var told = new ConcurrentLinkedQueue<String>();
        var ended = new CountDownLatch(1);
        try (var _ = Events.subscribe(event -> {
            if (event.toString().contains("pool=told")) {
                told.add(event.getClass().getSimpleName());
            }
            if (event instanceof PoolEvent.WorkerEnded) {
                ended.countDown();
            }
        })) {
            reopen(builder().name("told"));
            pool.submit(() -> 1).result(LIMIT);
            pool.close();
            ended.await();
        }

        assertThat(told)
                .containsSubsequence("JobSubmitted", "WorkerStarted", "JobStarted", "JobEnded", "WorkerEnded")
                .containsOnlyOnce("WorkerStarted", "JobStarted");
    }

    @Test
    void oneJobPerWorkerIsOneJobPerWorker() {
        reopen(builder().maxJobsPerWorker(1));

        var first = pool.submit(() -> ProcessHandle.current().pid());
        var second = pool.submit(() -> ProcessHandle.current().pid());

        assertThat(first.result(LIMIT)).isNotEqualTo(second.result(LIMIT));
    }
}
