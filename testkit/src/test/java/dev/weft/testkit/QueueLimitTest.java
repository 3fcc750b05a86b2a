package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.ThreadPool;
import dev.weft.WaitInterruptedException;
import dev.weft.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool holds so many waiting jobs and no more, and nobody waits for ever to add one. */
class QueueLimitTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;

    private final Signal started = Signal.create();
    private final Signal release = Signal.create();
    private final Signal ran = Signal.create();
    private final ManualClock clock = new ManualClock();
    private ThreadPool pool = fullPool(WhenFull.WAIT);

    /** Returns a pool with one job that runs and one that waits, and no room for another. */
    private ThreadPool fullPool(WhenFull whenFull) {
        return ThreadPool.builder()
                .name("mill")
                .threads(1)
                .queueLimit(1)
                .whenFull(whenFull)
                .clock(clock)
                .open();
    }

    private Future<?> fill() throws InterruptedException {
        pool.submit(Jobs.waiting(started, release));
        started.await();
        return pool.submit(() -> ran.set());
    }

    @AfterEach
    void closePool() {
        release.set();
        pool.closeNow();
    }

    @Test
    void submitWaitsUntilThereIsRoom() throws Exception {
        var waiting = fill();
        var submitter = new FutureTask<>(() -> pool.submit(() -> "third").result(LIMIT));
        var thread = Thread.ofPlatform().start(submitter);
        Observed.waiting(thread);

        assertThat(pool.waiting()).isEqualTo(1);
        release.set();

        assertThat(submitter.get()).isEqualTo("third");
        assertThat(waiting.isDone()).isTrue();
    }

    @Test
    void submitIsRefusedWhereWaitingIsOff() throws Exception {
        pool = fullPool(WhenFull.REJECT);
        fill();

        assertThatThrownBy(() -> pool.submit(() -> "third"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("mill")
                .hasMessageContaining("1 jobs wait, which is its queueLimit");
    }

    @Test
    void aViewIsRefusedAsThePoolIs() throws Exception {
        pool = fullPool(WhenFull.REJECT);
        fill();
        var limited = pool.limit(2);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> limited.submit(() -> "third")).isInstanceOf(RejectedExecutionException.class);
        }
        assertThatThrownBy(() -> pool.retrying(1).submit(() -> "third")).isInstanceOf(RejectedExecutionException.class);

        release.set();
        Observed.until("room", () -> pool.waiting() == 0);
        assertThat(limited.submit(() -> "now").result(LIMIT)).isEqualTo("now");
    }

    @Test
    void aJobExceedsTheLimitOfItsOwnPool() {
        for (var whenFull : WhenFull.values()) {
            try (var own = fullPool(whenFull)) {
                var submitted = own.submit(() -> IntStream.range(0, 10)
                        .mapToObj(i -> own.submit(() -> i))
                        .toList());

                var futures = submitted.result(LIMIT);

                for (int i = 0; i < 10; i++) {
                    assertThat(futures.get(i).result(LIMIT)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void aCallbackOnAThreadOfThePoolExceedsTheLimit() throws Exception {
        var future = pool.submit(Jobs.waiting(started, release));
        started.await();
        var futures = new ArrayList<Future<Integer>>();
        var called = new CountDownLatch(1);
        future.addDoneCallback(_ -> {
            for (int i = 0; i < 10; i++) {
                int number = i;
                futures.add(pool.submit(() -> number));
            }
            called.countDown();
        });

        release.set();
        called.await();

        assertThat(futures).extracting(each -> each.result(LIMIT)).hasSize(10);
    }

    @Test
    void aShutdownWakesSubmittersWithARefusal() throws Exception {
        var waiting = fill();
        var refusals = IntStream.range(0, 3)
                .mapToObj(_ -> new FutureTask<>(() -> {
                    assertThatThrownBy(() -> pool.submit(() -> ran.set()))
                            .isInstanceOf(RejectedExecutionException.class)
                            .hasMessageContaining("shut down");
                    return "refused";
                }))
                .toList();
        for (var refusal : refusals) {
            Observed.waiting(Thread.ofPlatform().start(refusal));
        }

        pool.shutdown();

        for (var refusal : refusals) {
            assertThat(refusal.get()).isEqualTo("refused");
        }
        release.set();
        assertThat(waiting.awaitStopped(LIMIT)).isTrue();
        pool.close();
        assertThat(ran.count()).isEqualTo(1);
    }

    @Test
    void anInterruptedSubmitterIsToldAndItsJobNeverRuns() throws Exception {
        fill();
        var submitter = new FutureTask<>(() -> {
            assertThatThrownBy(() -> pool.submit(() -> ran.set()))
                    .isInstanceOf(WaitInterruptedException.class)
                    .hasMessageContaining("mill");
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofPlatform().start(submitter);
        Observed.waiting(thread);

        thread.interrupt();

        assertThat(submitter.get()).isTrue();
        release.set();
        pool.close();
        assertThat(ran.count()).isEqualTo(1);
    }

    @Test
    void anInterruptedSubmitterKeepsNoPlaceInALimit() throws Exception {
        fill();
        var limited = pool.limit(1);
        var submitter = new FutureTask<>(() -> {
            assertThatThrownBy(() -> limited.submit(() -> "third")).isInstanceOf(WaitInterruptedException.class);
            return "interrupted";
        });
        var thread = Thread.ofPlatform().start(submitter);
        Observed.waiting(thread);

        thread.interrupt();

        assertThat(submitter.get()).isEqualTo("interrupted");
        release.set();
        assertThat(limited.submit(() -> "next").result(LIMIT)).isEqualTo("next");
        limited.close();
    }

    @Test
    void aCancelledJobMakesRoomAtOnce() throws Exception {
        var waiting = fill();

        waiting.cancel();

        assertThat(pool.waiting()).isZero();
        var next = pool.submit(() -> "next");
        release.set();
        assertThat(next.result(LIMIT)).isEqualTo("next");
    }

    @Test
    void anOverdueJobMakesRoomAtOnce() throws Exception {
        pool.submit(Jobs.waiting(started, release));
        started.await();
        pool.within(Duration.ofSeconds(1)).submit(() -> ran.set());

        clock.advance(Duration.ofSeconds(1));

        assertThat(pool.waiting()).isZero();
        var next = pool.submit(() -> "next");
        release.set();
        assertThat(next.result(LIMIT)).isEqualTo("next");
    }

    @Test
    void cancellingVeryManyWaitingJobsMakesRoomForAsMany() throws Exception {
        pool = ThreadPool.builder()
                .threads(1)
                .queueLimit(5_000)
                .whenFull(WhenFull.REJECT)
                .open();
        pool.submit(Jobs.waiting(started, release));
        started.await();

        for (int round = 0; round < 5; round++) {
            var waiting = IntStream.range(0, 5_000)
                    .mapToObj(_ -> pool.submit(() -> ran.set()))
                    .toList();
            waiting.forEach(Future::cancel);
        }

        assertThat(pool.waiting()).isZero();
        release.set();
        assertThat(pool.submit(() -> "last").result(LIMIT)).isEqualTo("last");
        assertThat(ran.isSet()).isFalse();
    }
}
