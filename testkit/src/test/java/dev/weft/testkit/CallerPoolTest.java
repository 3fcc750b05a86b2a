package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CallerPool;
import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Events;
import dev.weft.Future;
import dev.weft.PoolEvent;
import dev.weft.ThreadPool;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where the caller is the place: jobs inside jobs, and jobs that begin later. */
class CallerPoolTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;

    private final ManualClock clock = new ManualClock();
    private final CallerPool pool = CallerPool.open(clock);
    private final Signal started = Signal.create();
    private final Signal interrupted = Signal.create();

    // ---- jobs inside jobs

    @Test
    void closeNowReachesAJobThatRunsAnotherPoolsJobInside() throws Exception {
        var threads = ThreadPool.open(1);
        var outer = threads.submit(() -> {
            pool.submit(Jobs.stuck(started, interrupted));
            new CountDownLatch(1).await(); // is interrupted too, though the job inside has seen the interrupt
        });
        started.await();

        threads.closeNow();

        assertThat(interrupted.isSet()).isTrue();
        assertThat(outer.isCancelled()).isTrue();
    }

    @Test
    void anInterruptForABlockAroundItTravelsOnPastAJob() throws Exception {
        var deadline = Deadline.after(Duration.ofSeconds(1), clock);
        var timer = Thread.ofPlatform().start(() -> {
            started.awaitUninterruptibly();
            clock.advance(Duration.ofSeconds(1));
        });

        assertThatThrownBy(() -> deadline.run(() -> {
                    pool.submit(Jobs.stuck(started, interrupted));
                    new CountDownLatch(1).await();
                }))
                .isInstanceOf(DeadlineExceededException.class);

        assertThat(interrupted.isSet()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
        timer.join();
    }

    @Test
    void invokeAnyStopsAtTheFirstThatSucceeds() throws Exception {
        var ran = new AtomicInteger();
        Callable<Integer> job = ran::incrementAndGet;

        assertThat(pool.invokeAny(Collections.nCopies(20, job))).isEqualTo(1);

        assertThat(ran).hasValue(1);
    }

    // ---- later and again

    @Test
    void aDelayedJobThatIsCancelledInTheInstantBeforeItBeginsIsInterrupted() {
        var future = pool.after(Duration.ofSeconds(1), Jobs.stuck(started, interrupted));

        try (var _ = cancelAtSubmission(future)) {
            clock.advanceToNext();

            assertThat(future.awaitStopped(LIMIT)).isTrue();
        }
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    void aTurnThatIsCancelledInTheInstantBeforeItBeginsIsInterrupted() {
        var turns = new AtomicInteger();
        var future = pool.every(Duration.ofSeconds(1), () -> {
            if (turns.incrementAndGet() == 2) {
                Jobs.stuck(started, interrupted).call();
            }
        });

        try (var _ = cancelAtSubmission(future)) {
            clock.advanceToNext();

            assertThat(future.awaitStopped(LIMIT)).isTrue();
        }
        assertThat(interrupted.isSet()).isTrue();
    }

    private static Events.Subscription cancelAtSubmission(Future<?> future) {
        return Events.subscribe(event -> {
            if (event instanceof PoolEvent.JobSubmitted) {
                future.cancel();
            }
        });
    }
}
