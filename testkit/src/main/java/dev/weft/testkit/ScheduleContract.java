package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Jobs that come later, and again. */
interface ScheduleContract extends PoolUnderTest {
    /** Passes while the test looks on. */
    Duration SOON = Duration.ofMillis(2);

    @Test
    default void aDelayedJobRunsAndGivesItsValue() {
        var future = pool().after(SOON, () -> "later");

        assertThat(future.result(LIMIT)).isEqualTo("later");
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void aDelayedActionRuns() {
        var ran = Signal.create();

        var future = pool().after(Duration.ZERO, () -> ran.set());

        assertThat(future.result(LIMIT)).isNull();
        assertThat(ran.isSet()).isTrue();
    }

    @Test
    default void aDelayedJobMayFail() {
        var future = pool().after(SOON, Jobs.failing("boom"));

        assertThat(future.exception(LIMIT)).hasMessage("boom");
    }

    @Test
    default void aCancelledDelayedJobNeverStarts() {
        var ran = Signal.create();
        var future = pool().after(Duration.ofHours(1), () -> ran.set());

        assertThat(future.status()).isEqualTo(Future.Status.PENDING);
        assertThat(future.cancel()).isTrue();

        assertThat(future.isCancelled()).isTrue();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(ran.isSet()).isFalse();
    }

    @Test
    default void aDelayedJobThatRunsCanBeCancelled() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var future = pool().after(SOON, Jobs.stuck(started, interrupted));
        started.await();

        assertThat(future.cancel()).isTrue();

        interrupted.await();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void aDelayedJobOfAPoolThatIsShutDownIsCancelled() {
        var pool = pool();
        var future = pool.after(Duration.ofHours(1), () -> "never");

        pool.shutdown();

        assertThatThrownBy(() -> future.result(LIMIT)).isInstanceOf(CancellationException.class);
    }

    @Test
    default void aPoolThatIsShutDownTakesNoDelayedJobs() {
        var pool = pool();
        pool.shutdown();

        assertThatThrownBy(() -> pool.after(SOON, () -> "late")).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.every(SOON, () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    default void aPeriodicJobRunsUntilItIsCancelled() throws Exception {
        var turns = Signal.create();
        var future = pool().every(SOON, () -> turns.set());
        turns.awaitCount(3);

        assertThat(future.cancel()).isTrue();

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    default void aPeriodicJobEndsWithItsFirstFailure() {
        var turns = Signal.create();

        var future = pool().every(SOON, () -> {
            turns.set();
            if (turns.count() == 3) {
                throw new IllegalStateException("third turn");
            }
        });

        assertThat(future.exception(LIMIT)).hasMessage("third turn");
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(turns.count()).isEqualTo(3);
    }

    @Test
    default void theTurnThatRunsIsCancelledWithThePeriodicJob() throws Exception {
        var turns = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        var future = pool().every(SOON, () -> {
            turns.set();
            if (turns.count() == 2) {
                Jobs.stuck(Signal.create(), interrupted, never).call();
            }
        });
        turns.awaitCount(2);

        future.cancel();

        interrupted.await();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void aPeriodicJobOfAPoolThatIsShutDownIsCancelled() throws Exception {
        var pool = pool();
        var turns = Signal.create();
        var future = pool.every(SOON, () -> turns.set());
        turns.await();

        pool.close();

        assertThatThrownBy(() -> future.result(LIMIT)).isInstanceOf(CancellationException.class);
    }

    @Test
    default void aPeriodThatIsNotPositiveIsRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.every(Duration.ZERO, () -> {})).isInstanceOf(IllegalArgumentException.class);
    }
}
