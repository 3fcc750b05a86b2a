package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.DeadlineExceededException;
import dev.weft.JobFailedException;
import dev.weft.JobRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job that failed runs again, as often as told; while it pauses it keeps nobody waiting. */
interface RetryContract extends PoolUnderTest {

    @Test
    default void retryingRunsAFailedJobAgain() {
        var attempts = Signal.create();

        var future = pool().retrying(3, Duration.ofMillis(1)).submit(() -> {
            attempts.set();
            if (attempts.count() < 3) {
                throw new IllegalStateException("attempt " + attempts.count());
            }
            return "third time";
        });

        assertThat(future.result(LIMIT)).isEqualTo("third time");
        assertThat(attempts.count()).isEqualTo(3);
    }

    @Test
    default void retryingGivesUpWithTheLastFailure() {
        var attempts = Signal.create();

        var future = pool().retrying(2, Duration.ofMillis(1)).submit(() -> {
            attempts.set();
            throw new IllegalStateException("attempt " + attempts.count());
        });

        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("attempt 3");
        assertThat(attempts.count()).isEqualTo(3);
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void anErrorIsNotRetried() {
        var attempts = Signal.create();

        var future = pool().retrying(2, Duration.ofMillis(1)).submit(() -> {
            attempts.set();
            throw new LinkageError("no such method");
        });

        assertThat(future.exception(LIMIT)).isInstanceOf(LinkageError.class);
        assertThat(attempts.count()).isEqualTo(1);
    }

    @Test
    default void aCancelEndsRetrying() throws Exception {
        var attempts = Signal.create();
        var future = pool(1).retrying(10, Duration.ofSeconds(5)).submit(() -> {
            attempts.set();
            throw new IllegalStateException("boom");
        });
        attempts.await();

        assertThat(future.cancel()).isTrue();

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(attempts.count()).isEqualTo(1);
    }

    @Test
    default void aDeadlineCoversAllAttempts() {
        var future = pool().within(Duration.ofMillis(20))
                .retrying(1000, Duration.ofMillis(1))
                .submit(() -> {
                    throw new IllegalStateException("boom");
                });

        assertThat(future.exception(LIMIT)).isInstanceOf(DeadlineExceededException.class);
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void negativeRetriesAreRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.retrying(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aJobThatPausesBeforeARetryLeavesItsPlaceInALimitToOthers() throws Exception {
        var pool = pool(2);

        for (var view : List.of(
                pool.limit(1).retrying(1, Duration.ofMillis(1)),
                pool.retrying(1, Duration.ofMillis(1)).limit(1))) {
            var started = Signal.create();
            var release = Signal.create();
            var other = Signal.create();
            var retried = view.submit(() -> {
                started.set();
                if (started.count() == 1) {
                    release.await();
                    throw new IllegalStateException("boom");
                }
                return other.isSet();
            });
            started.await();
            view.submit(() -> other.set());

            release.set();

            assertThat(retried.result(LIMIT)).isTrue();
        }
    }

    @Test
    default void aRetriedJobHasTheSameNumbersAgain() {
        var attempts = Signal.create();

        var future = pool().seeded(7).retrying(1, Duration.ofMillis(1)).submit(() -> {
            long number = JobRandom.current().nextLong();
            attempts.set();
            if (attempts.count() == 1) {
                throw new IllegalStateException("boom");
            }
            return number;
        });

        assertThat(future.result(LIMIT))
                .isEqualTo(new JobRandom(7, 0).generator().nextLong());
    }
}
