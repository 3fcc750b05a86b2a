package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.ReturnWhen;
import dev.weft.ThreadPool;
import dev.weft.WaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deadlines, pauses and delays of a pool on a clock that the test moves. */
class VirtualTimeTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;
    private static final Duration ONE_NANO = Duration.ofNanos(1);

    private final ManualClock clock = new ManualClock();
    private final ThreadPool pool = ThreadPool.builder().threads(2).clock(clock).open();
    private final Signal started = Signal.create();
    private final Signal interrupted = Signal.create();

    @AfterEach
    void closePool() {
        pool.closeNow();
    }

    // ---- deadlines

    @Test
    void aJobIsOverdueAtItsDeadlineAndNotBefore() throws Exception {
        var future = pool.within(Duration.ofSeconds(10)).submit(Jobs.stuck(started, interrupted));
        started.await();

        clock.advance(Duration.ofSeconds(10).minus(ONE_NANO));
        assertThat(future.isDone()).isFalse();
        clock.advance(ONE_NANO);

        assertThat(future.isDone()).isTrue();
        assertThatThrownBy(future::result)
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("PT10S")
                .hasMessageContaining("running");
        interrupted.await();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    void theTimeOfAJobThatWaitsRunsFromItsSubmission() throws Exception {
        var release = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        pool.submit(Jobs.waiting(started, release));
        started.awaitCount(2);
        var waiting = pool.within(Duration.ofSeconds(10)).submit(() -> "never");

        clock.advance(Duration.ofSeconds(10));

        assertThatThrownBy(waiting::result)
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("waiting for its turn");
        release.set();
    }

    @Test
    void theTimerOfAJobThatIsDoneInTimeIsGone() {
        var future = pool.within(Duration.ofSeconds(10)).submit(() -> "value");

        future.result(LIMIT);

        assertThat(clock.timers()).isZero();
    }

    @Test
    void aLimitedJobThatTheParentKeepsBackIsSaidToWait() throws Exception {
        var release = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        pool.submit(Jobs.waiting(started, release));
        started.awaitCount(2);

        var waiting = pool.limit(5).within(Duration.ofSeconds(10)).submit(() -> "never");
        assertThat(waiting.status()).isEqualTo(Future.Status.PENDING);
        clock.advance(Duration.ofSeconds(10));

        assertThat(waiting.exceptionNow()).hasMessageContaining("waiting for its turn");
        release.set();
    }

    @Test
    void aBlockIsInterruptedAtItsDeadline() throws Exception {
        var never = Signal.create();
        var future = pool.submit(() -> {
            try {
                Deadline.run(Duration.ofMinutes(1), () -> {
                    started.set();
                    never.await();
                });
                return "the block ended by itself";
            } catch (DeadlineExceededException e) {
                return e.getMessage();
            }
        });
        started.await();

        clock.advance(Duration.ofMinutes(1));

        assertThat(future.result(LIMIT)).isEqualTo("the block was not done within PT1M");
    }

    @Test
    void aDeadlineIsHandedOnFromStepToStep() {
        var deadline = Deadline.after(Duration.ofSeconds(10), clock);

        clock.advance(Duration.ofSeconds(4));
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(6));
        assertThat(deadline.passed()).isFalse();
        clock.advance(Duration.ofSeconds(7));

        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.passed()).isTrue();
        assertThatThrownBy(() -> deadline.run(() -> "never")).isInstanceOf(DeadlineExceededException.class);
    }

    // ---- waits inside jobs

    @Test
    void aWaitInAJobIsMeasuredByThePoolsClock() throws Exception {
        var release = Signal.create();
        var slow = pool.submit(Jobs.waiting(started, release));
        var waiting = pool.submit(() -> {
            try {
                return slow.result(Duration.ofHours(1));
            } catch (WaitTimeoutException _) {
                return "gave up";
            }
        });
        clock.awaitWaiters(1);

        clock.advance(Duration.ofHours(1));

        assertThat(waiting.result(LIMIT)).isEqualTo("gave up");
        release.set();
        assertThat(slow.result(LIMIT)).isEqualTo("released");
    }

    @Test
    void anAwaitInAJobIsMeasuredByThePoolsClock() throws Exception {
        var release = Signal.create();
        var slow = pool.submit(Jobs.waiting(started, release));
        var waiting = pool.submit(() -> Futures.await(List.of(slow), ReturnWhen.ALL_COMPLETED, Duration.ofHours(1))
                .notDone()
                .size());
        clock.awaitWaiters(1);

        clock.advance(Duration.ofHours(1));

        assertThat(waiting.result(LIMIT)).isEqualTo(1);
        release.set();
    }

    @Test
    void theTimeOfAMapInAJobIsMeasuredByThePoolsClock() throws Exception {
        var never = Signal.create();
        var waiting = pool.submit(() -> {
            try (var results = pool.map(
                    i -> {
                        never.await();
                        return i;
                    },
                    List.of(1))) {
                return results.timeout(Duration.ofHours(1)).iterator().next();
            }
        });
        clock.awaitWaiters(1);

        clock.advance(Duration.ofHours(1));

        assertThat(waiting.exception(LIMIT))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("PT1H");
    }

    // ---- retries

    @Test
    void thePausesBetweenRetriesDoubleUpToTenSeconds() throws Exception {
        var attempts = Signal.create();
        var future = pool.retrying(10).submit(() -> {
            attempts.set();
            throw new IllegalStateException("boom");
        });

        var pauses = new ArrayList<Duration>();
        for (int retry = 1; retry <= 10; retry++) {
            attempts.awaitCount(retry);
            clock.awaitTimers(1);
            pauses.add(clock.advanceToNext());
        }

        assertThat(future.exception(LIMIT)).hasMessage("boom");
        assertThat(attempts.count()).isEqualTo(11);
        for (int i = 0; i < pauses.size(); i++) {
            var longest = Duration.ofMillis(Math.min(100L << i, 10_000));
            assertThat(pauses.get(i)).isBetween(longest.dividedBy(2), longest);
        }
    }

    @Test
    void aDeadlineEndsThePauseBeforeARetry() throws Exception {
        var attempts = Signal.create();
        var thread = new AtomicReference<Thread>();
        var future = pool.retrying(1, Duration.ofSeconds(8))
                .within(Duration.ofSeconds(3))
                .submit(() -> {
                    thread.set(Thread.currentThread());
                    attempts.set();
                    throw new IllegalStateException("boom");
                });
        attempts.await();
        Observed.waiting(Objects.requireNonNull(thread.get())); // for another job: the pause has begun

        clock.advance(Duration.ofSeconds(3));

        assertThat(future.exceptionNow()).isInstanceOf(DeadlineExceededException.class);
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(attempts.count()).isEqualTo(1);
    }

    @Test
    void cancellingDuringThePauseEndsIt() throws Exception {
        var future = pool.retrying(1).submit(Jobs.failing("boom"));
        clock.awaitTimers(1);

        assertThat(future.cancel()).isTrue();

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        // The thread that began the pause may be about to take its timer back.
        Observed.until("the timer is gone", () -> clock.timers() == 0);
    }

    // ---- later and again

    @Test
    void aDelayedJobStartsWhenItsTimeHasCome() {
        var future = pool.after(Duration.ofDays(30), () -> "a month later");

        clock.advance(Duration.ofDays(30).minus(ONE_NANO));
        assertThat(future.status()).isEqualTo(Future.Status.PENDING);
        clock.advance(ONE_NANO);

        assertThat(future.result(LIMIT)).isEqualTo("a month later");
    }

    @Test
    void aCancelledDelayedJobLeavesNoTimer() {
        var future = pool.after(Duration.ofDays(30), () -> "never");

        future.cancel();

        assertThat(clock.timers()).isZero();
    }

    @Test
    void aPeriodicJobStartsAtOnceAndThenFromStartToStart() throws Exception {
        var future = pool.every(Duration.ofSeconds(10), () -> started.set());
        started.await();

        for (int turn = 2; turn <= 5; turn++) {
            clock.awaitTimers(1);
            assertThat(clock.advanceToNext()).isEqualTo(Duration.ofSeconds(10));
            started.awaitCount(turn);
        }

        future.cancel();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void turnsThatAPeriodicJobMissesAreSkipped() throws Exception {
        var release = Signal.create();
        var future = pool.every(Duration.ofSeconds(10), () -> {
            started.set();
            release.await();
        });
        started.await();
        clock.advance(Duration.ofSeconds(25)); // while the first turn runs
        assertThat(started.count()).isEqualTo(1);

        release.set();
        clock.awaitTimers(1);

        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofSeconds(5));
        started.awaitCount(2);
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
        future.cancel();
    }
}
