package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.JobRandom;
import dev.weft.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
