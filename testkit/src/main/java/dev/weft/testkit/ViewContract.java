package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.JobFailedException;
import dev.weft.JobRandom;
import dev.weft.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A view is the same pool with something added, whatever the order of adding, and ends alone. */
interface ViewContract extends PoolUnderTest {

    // ---- named

    @Test
    default void namedNumbersItsJobs() {
        var pool = pool().named("resize");

        assertThat(pool.submit(() -> 1).name()).isEqualTo("resize-1");
        assertThat(pool.submit(() -> 2).name()).isEqualTo("resize-2");
        assertThatThrownBy(pool.submit(Jobs.failing("boom"))::result).hasMessageContaining("resize-3");
    }

    // ---- limit

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

    // ---- retrying

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

    // ---- seeded

    @Test
    default void seededJobsHaveNumbersToldBySeedAndOrderAlone() {
        var pool = pool().seeded(42);

        var futures = IntStream.range(0, 10)
                .mapToObj(_ -> pool.submit(() -> JobRandom.current().nextLong()))
                .toList();

        assertThat(futures).extracting(future -> future.result(LIMIT)).isEqualTo(numbersOf(42, 10));
    }

    private static List<Long> numbersOf(long seed, int jobs) {
        return LongStream.range(0, jobs)
                .map(job -> new JobRandom(seed, job).generator().nextLong())
                .boxed()
                .toList();
    }

    @Test
    default void aJobHasOneGeneratorAllTheWay() {
        var future = pool().seeded(7).submit(() -> {
            JobRandom.current().nextLong();
            return JobRandom.current().nextLong();
        });

        var generator = new JobRandom(7, 0).generator();
        generator.nextLong();
        assertThat(future.result(LIMIT)).isEqualTo(generator.nextLong());
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

    @Test
    default void aJobWithoutASeedIsToldWhatToWrite() {
        var future = pool().submit(() -> JobRandom.current().nextLong());

        assertThat(future.exception(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pool.seeded");
    }

    // ---- together

    @Test
    default void theOrderInWhichViewsAreAddedDoesNotMatter() {
        var pool = pool();
        var views = new ArrayList<UnaryOperator<Pool>>(List.of(
                base -> base.within(LIMIT),
                base -> base.named("job"),
                base -> base.limit(1),
                base -> base.retrying(1, Duration.ofMillis(1)),
                base -> base.seeded(42)));

        for (int order = 0; order < views.size(); order++) {
            ensureAllViewsWork(pool, views);
            ensureAllViewsWork(pool, views.reversed());
            Collections.rotate(views, 1);
        }
    }

    private static void ensureAllViewsWork(Pool base, List<UnaryOperator<Pool>> views) {
        var pool = base;
        for (var view : views) {
            pool = view.apply(pool);
        }
        var attempts = Signal.create();

        var first = pool.submit(() -> {
            attempts.set();
            if (attempts.count() == 1) {
                throw new IllegalStateException("boom");
            }
            return JobRandom.current().nextLong();
        });
        var second = pool.submit(() -> attempts.count());

        assertThat(first.result(LIMIT))
                .isEqualTo(new JobRandom(42, 0).generator().nextLong());
        assertThat(first.name()).isEqualTo("job-1");
        assertThat(second.result(LIMIT)).isBetween(1, 2);
        assertThat(second.name()).isEqualTo("job-2");
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
    default void aViewHasTheNameOfItsPool() {
        var pool = pool();

        assertThat(pool.limit(1).named("x").name()).isEqualTo(pool.name());
    }

    // ---- the end of a view

    @Test
    default void closingAViewWaitsForItsJobsAndLeavesThePoolOpen() {
        var pool = pool();
        var view = pool.named("view");
        var future = view.submit(() -> "value");

        view.close();

        assertThat(future.resultNow()).isEqualTo("value");
        assertThat(view.isTerminated()).isTrue();
        assertThatThrownBy(() -> view.submit(() -> "late")).isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.isShutdown()).isFalse();
        assertThat(pool.submit(() -> "open").result(LIMIT)).isEqualTo("open");
    }

    @Test
    default void closingAViewNowCancelsItsJobsOnly() throws Exception {
        var pool = pool(2);
        var view = pool.limit(1);
        var started = Signal.create();
        var release = Signal.create();
        var interrupted = Signal.create();
        var own = view.submit(Jobs.stuck(started, interrupted));
        var waiting = view.submit(() -> "never");
        var other = pool.submit(Jobs.waiting(started, release));
        started.awaitCount(2);

        view.closeNow();

        assertThat(interrupted.isSet()).isTrue();
        assertThat(own.isCancelled()).isTrue();
        assertThat(waiting.isCancelled()).isTrue();
        assertThat(other.isDone()).isFalse();
        release.set();
        assertThat(other.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void aViewOfAClosedPoolRefusesJobs() {
        var pool = pool();
        var views = List.of(pool.named("x"), pool.limit(1), pool.retrying(1), pool.within(LIMIT), pool.seeded(1));

        pool.close();

        for (var view : views) {
            assertThatThrownBy(() -> view.submit(() -> "late")).isInstanceOf(RejectedExecutionException.class);
        }
    }
}
