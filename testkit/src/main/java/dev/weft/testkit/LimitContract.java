package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A limit lets so many jobs run at a time, and keeps the others back in their order. */
interface LimitContract extends PoolUnderTest {

    @Test
    default void limitLetsNoMoreJobsRunAtATime() throws Exception {
        var pool = pool(4).limit(2);
        var started = Signal.create();
        var releases = IntStream.range(0, 5).mapToObj(_ -> Signal.create()).toList();

        var futures = releases.stream()
                .map(release -> pool.submit(Jobs.waiting(started, release)))
                .toList();

        for (int done = 0; done < futures.size(); done++) {
            int running = Math.min(done + 2, futures.size());
            started.awaitCount(running);
            assertThat(futures.subList(running, futures.size())).allMatch(f -> f.status() == Future.Status.PENDING);
            releases.get(done).set();
            assertThat(futures.get(done).result(LIMIT)).isEqualTo("released");
        }
        assertThat(started.count()).isEqualTo(5);
    }

    @Test
    default void aLimitOfOneRunsJobsInOrderOfSubmission() {
        var pool = pool().limit(1);
        var ran = Signal.create();

        var futures = IntStream.range(0, 50)
                .mapToObj(_ -> pool.submit(() -> {
                    ran.set();
                    return ran.count();
                }))
                .toList();

        for (int i = 0; i < futures.size(); i++) {
            assertThat(futures.get(i).result(LIMIT)).isEqualTo(i + 1);
        }
    }

    @Test
    default void aJobThatWaitsInALimitCanBeCancelledOrOverdue() throws Exception {
        var pool = pool(2).limit(1);
        var started = Signal.create();
        var release = Signal.create();
        var ran = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        started.await();

        var cancelled = pool.submit(() -> ran.set());
        var overdue = pool.within(Duration.ofMillis(5)).submit(() -> ran.set());
        cancelled.cancel();

        assertThatThrownBy(cancelled::result).isInstanceOf(CancellationException.class);
        assertThat(cancelled.awaitStopped(LIMIT)).isTrue();
        assertThat(overdue.exception(LIMIT)).isInstanceOf(DeadlineExceededException.class);
        release.set();
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
        assertThat(ran.isSet()).isFalse();
    }

    @Test
    default void aFailureOrCancelInALimitMakesRoom() throws Exception {
        var pool = pool(2).limit(1);
        var started = Signal.create();
        var stuck = pool.submit(Jobs.stuck(started, Signal.create()));
        var failing = pool.submit(Jobs.failing("boom"));
        var last = pool.submit(() -> "last");
        started.await();

        stuck.cancel();

        assertThat(failing.exception(LIMIT)).hasMessage("boom");
        assertThat(last.result(LIMIT)).isEqualTo("last");
    }

    @Test
    default void closingThePoolEndsAllJobsThatWaitInALimit() throws Exception {
        var pool = pool(1);
        var view = pool.limit(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        view.submit(Jobs.stuck(started, interrupted));
        var waiting = IntStream.range(0, 10_000)
                .mapToObj(_ -> view.submit(() -> "never"))
                .toList();
        started.await();

        pool.closeNow();

        assertThat(waiting).allMatch(future -> future.awaitStopped(LIMIT) && future.isCancelled());
        view.close();
    }

    @Test
    default void aLimitBelowOneIsRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.limit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
