package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.TaskGroup;
import dev.weft.testkit.ManualClock;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clean-up in a coroutine runs to its end: cancels and deadlines from around it are held back, and then handed on. */
class CleanUpTest {
    private static final Duration LIMIT = Duration.ofHours(1);

    private final Loop loop = Loop.open();
    private final CountDownLatch started = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    // Used by coroutines of the loop, one at a time, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @Test
    void aJobThatIsCancelledWaitsInItsCleanUp() throws Exception {
        var job = loop.submit(() -> {
            try {
                started.countDown();
                new CountDownLatch(1).await();
            } finally {
                TaskGroup.cleanUp(() -> log.add(answers.take()));
            }
        });
        started.await();

        job.cancel();
        answers.add("cleaned up");
        stopped(job);

        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void aCancelDuringCleanUpIsHandedOnAfterIt() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        var job = loop.submit(() -> {
            TaskGroup.cleanUp(() -> {
                started.countDown();
                log.add(answers.take());
            });
            interrupted.complete(Thread.interrupted());
        });
        started.await();

        job.cancel();
        loop.submit(() -> "a pass in which the cancel is delivered").result();
        answers.add("undisturbed");

        assertThat(interrupted.get()).isTrue();
        stopped(job);
        assertThat(log).containsExactly("undisturbed");
    }

    @Test
    void closingTheLoopWaitsForTheCleanUp() throws Exception {
        loop.submit(() -> {
            try {
                started.countDown();
                new CountDownLatch(1).await();
            } finally {
                TaskGroup.cleanUp(() -> log.add(answers.take()));
            }
        });
        started.await();
        var closing = Thread.ofPlatform().start(loop::closeNow);
        Observed.until("the shutdown", loop::isShutdown);
        answers.add("cleaned up");
        closing.join();

        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void aDeadlineAroundACleanUpWaitsForItsEnd() throws Exception {
        var clock = new ManualClock();
        var job = loop.submit(() -> Ended.of(() -> Deadline.after(LIMIT, clock).run(() -> {
            TaskGroup.cleanUp(() -> log.add(answers.take()));
            new CountDownLatch(1).await();
        })));
        clock.awaitTimers(1);

        clock.advance(LIMIT);
        loop.submit(() -> "a pass in which the deadline is delivered").result();
        answers.add("undisturbed");

        assertThat(job.result().thrown()).isInstanceOf(DeadlineExceededException.class);
        assertThat(job.result().interrupted()).isFalse();
        assertThat(log).containsExactly("undisturbed");
    }

    @Test
    void aDeadlineInsideACleanUpWorks() throws Exception {
        var clock = new ManualClock();
        var job = loop.submit(() -> Ended.of(
                () -> TaskGroup.cleanUp(() -> Deadline.after(LIMIT, clock).run(() -> answers.take()))));
        clock.awaitTimers(1);

        clock.advance(LIMIT);

        assertThat(job.result().thrown()).isInstanceOf(DeadlineExceededException.class);
        assertThat(job.result().interrupted()).isFalse();
    }

    @Test
    void afterASocketWasClosedByACancelTheFirstWaitFailsUnlessItIsInACleanUp() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var outside = new CompletableFuture<Ended>();
            var inside = new CompletableFuture<Ended>();
            var job = loop.submit(() -> {
                started.countDown();
                Ended accepted = waitFor(server);
                Thread.currentThread().interrupt(); // as accept() leaves it
                inside.complete(Ended.of(() -> TaskGroup.cleanUp(() -> Loop.sleep(Duration.ofNanos(1)))));
                Thread.currentThread().interrupt();
                outside.complete(Ended.of(() -> Loop.sleep(Duration.ofNanos(1))));
                assertThat(accepted.interrupted()).isTrue();
            });
            started.await();
            job.cancel();
            stopped(job);

            assertThat(outside.get().thrown()).isInstanceOf(InterruptedException.class);
            assertThat(inside.get()).isEqualTo(new Ended(null, true));
        }
    }

    @Test
    void aGroupThatIsLeftByFailureWaitsForItsChildrensCleanUp() {
        var ended = loop.submit(() -> Ended.of(() -> TaskGroup.<RuntimeException>run(loop, group -> {
                    group.submit(() -> {
                        try {
                            new CountDownLatch(1).await();
                        } finally {
                            TaskGroup.cleanUp(() -> {
                                Loop.sleep(Duration.ofMillis(1));
                                log.add("cleaned up");
                            });
                        }
                    });
                    Loop.yield();
                    throw new IllegalStateException("boom");
                })))
                .result();

        assertThat(ended.thrown()).hasMessage("boom");
        assertThat(log).containsExactly("cleaned up");
    }

    private static Ended waitFor(ServerSocket server) {
        return Ended.of(server::accept);
    }

    private static void stopped(Future<?> job) {
        assertThat(job.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
    }
}
