package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.ReturnWhen;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many futures, of one pool or of several: in order of completion, or awaited together. */
interface BatchContract extends PoolUnderTest {

    // ---- asCompleted

    @Test
    default void asCompletedGivesThoseThatAreDoneFirstAndThenTheOthersAsTheyEnd() throws Exception {
        var pool = pool(3);
        var releaseFirst = Signal.create();
        var releaseSecond = Signal.create();
        var first = pool.submit(Jobs.waiting(Signal.create(), releaseFirst));
        var second = pool.submit(Jobs.waiting(Signal.create(), releaseSecond));
        var third = pool.submit(() -> "done");
        third.result(LIMIT);

        try (var completed = Futures.asCompleted(List.of(first, second, third), LIMIT)) {
            var next = completed.iterator();

            assertThatObject(next.next()).isSameAs(third);
            releaseSecond.set();
            assertThatObject(next.next()).isSameAs(second);
            releaseFirst.set();
            assertThatObject(next.next()).isSameAs(first);
            assertThat(next.hasNext()).isFalse();
            assertThatThrownBy(next::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    default void asCompletedGivesADuplicateOnce() {
        var pool = pool();
        var first = pool.submit(() -> "first");
        var second = pool.submit(() -> "second");

        try (var completed = Futures.asCompleted(List.of(first, second, first, first), LIMIT)) {
            assertThat(completed).containsExactlyInAnyOrder(first, second);
        }
    }

    @Test
    default void asCompletedGivesFailedAndCancelledFuturesToo() throws Exception {
        var started = Signal.create();
        var failed = pool().submit(Jobs.failing("boom"));
        var cancelled = pool(1).submit(Jobs.stuck(started, Signal.create()));
        started.await();
        cancelled.cancel();

        try (var completed = Futures.asCompleted(List.of(failed, cancelled), LIMIT)) {
            assertThat(completed).containsExactlyInAnyOrder(failed, cancelled);
        }
    }

    @Test
    default void asCompletedWhoseTimeRunsOutSaysHowManyAreUnfinished() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var release = Signal.create();
        var first = pool.submit(Jobs.waiting(started, release));
        var second = pool.submit(Jobs.waiting(started, release));
        var done = pool().submit(() -> "done");
        done.result(LIMIT);
        started.awaitCount(2);

        var next = Futures.asCompleted(List.of(first, done, second, first), Duration.ofMillis(5))
                .iterator();

        assertThatObject(next.next()).isSameAs(done);
        assertThatThrownBy(next::next)
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("2 of 3 futures unfinished after PT0.005S");
        release.set();
        assertThat(first.result(LIMIT)).isEqualTo("released");
        assertThat(second.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void closingAsCompletedOverFuturesLeavesThemAlone() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));

        Futures.asCompleted(List.of(future)).close();

        assertThat(future.isDone()).isFalse();
        release.set();
        assertThat(future.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void asCompletedTakesFuturesOfEndlessInputAsItGoes() {
        var pool = pool();
        var futures =
                Stream.iterate(0, i -> i + 1).map(i -> pool.submit(() -> i)).iterator();
        var seen = new HashSet<Integer>();

        try (var completed = Futures.asCompleted(futures).window(4).timeout(LIMIT)) {
            for (var future : completed) {
                seen.add(future.result());
                if (seen.size() == 20) {
                    break;
                }
            }
        }

        assertThat(seen).hasSize(20).allMatch(i -> i < 24);
    }

    @Test
    default void asCompletedOfAPoolGivesEachItemOnce() {
        try (var completed =
                pool().asCompleted(i -> i * i, IntStream.range(0, 100).boxed())) {
            var squares = completed.timeout(LIMIT).stream().map(Future::result).toList();

            assertThat(squares).hasSize(100).containsExactlyInAnyOrderElementsOf(squaresBelow(100));
        }
    }

    private static List<Integer> squaresBelow(int count) {
        return IntStream.range(0, count).map(i -> i * i).boxed().toList();
    }

    @Test
    default void asCompletedOfAPoolGivesAFailedItemAsAFailedFuture() {
        var failures = new ArrayList<Throwable>();

        try (var completed = pool().asCompleted(BatchContract::evenOnly, List.of(2, 3, 4))) {
            for (var future : completed.timeout(LIMIT)) {
                var failure = future.exception();
                if (failure != null) {
                    failures.add(failure);
                }
            }
        }

        assertThat(failures).extracting(Throwable::getMessage).containsExactly("odd: 3");
    }

    private static int evenOnly(int number) {
        if (number % 2 != 0) {
            throw new IllegalArgumentException("odd: " + number);
        }
        return number;
    }

    @Test
    default void closingAsCompletedOfAPoolCancelsTheRestAndWaits() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        var completed = pool(2).asCompleted(
                        item -> {
                            if (item > 0) {
                                Jobs.stuck(started, interrupted, never).call();
                            }
                            return item;
                        },
                        List.of(0, 1, 2))
                .window(3);
        assertThat(completed.iterator().next().result(LIMIT)).isEqualTo(0);
        started.awaitCount(2);

        completed.close();

        assertThat(interrupted.count()).isEqualTo(2);
    }

    // ---- await

    @Test
    default void awaitWaitsForAll() {
        var pool = pool();
        var first = pool.submit(() -> "first");
        var second = pool.submit(Jobs.failing("boom"));

        var settled = Futures.await(List.of(first, second));

        assertThat(settled.done()).containsExactly(first, second);
        assertThat(settled.notDone()).isEmpty();
    }

    @Test
    default void awaitOfTheFirstToCompleteReturnsWithIt() throws Exception {
        var pool = pool(2);
        var release = Signal.create();
        var waiting = pool.submit(Jobs.waiting(Signal.create(), release));
        var quick = pool.submit(() -> "quick");

        var settled = Futures.await(List.of(waiting, quick, waiting), ReturnWhen.FIRST_COMPLETED, LIMIT);

        assertThat(settled.done()).containsExactly(quick);
        assertThat(settled.notDone()).containsExactly(waiting);
        assertThat(Futures.await(List.of(waiting, quick), ReturnWhen.FIRST_COMPLETED)
                        .done())
                .containsExactly(quick);
        release.set();
    }

    @Test
    default void awaitOfTheFirstExceptionIgnoresACancel() throws Exception {
        var pool = pool(2);
        var release = Signal.create();
        var cancelled = pool.submit(Jobs.stuck(Signal.create(), Signal.create()));
        var waiting = pool.submit(Jobs.waiting(Signal.create(), release));
        cancelled.cancel();

        var early = Futures.await(List.of(cancelled, waiting), ReturnWhen.FIRST_EXCEPTION, Duration.ofMillis(5));
        assertThat(early.notDone()).containsExactly(waiting);

        var failed = pool.submit(Jobs.failing("boom"));
        var settled = Futures.await(List.of(cancelled, waiting, failed), ReturnWhen.FIRST_EXCEPTION, LIMIT);
        assertThat(settled.done()).containsExactly(cancelled, failed);
        assertThat(settled.notDone()).containsExactly(waiting);
        release.set();
    }

    @Test
    default void awaitOfTheFirstExceptionWaitsForAllWhereNoneFails() {
        var pool = pool();
        var first = pool.submit(() -> "first");
        var second = pool.submit(() -> "second");

        var settled = Futures.await(List.of(first, second), ReturnWhen.FIRST_EXCEPTION, LIMIT);

        assertThat(settled.done()).containsExactly(first, second);
    }

    @Test
    default void awaitWhoseTimeRunsOutIsNoErrorAndLeavesTheJobsAlone() throws Exception {
        var release = Signal.create();
        var waiting = pool(1).submit(Jobs.waiting(Signal.create(), release));

        var settled = Futures.await(List.of(waiting), ReturnWhen.ALL_COMPLETED, Duration.ofMillis(1));

        assertThat(settled.done()).isEmpty();
        assertThat(settled.notDone()).containsExactly(waiting);
        assertThat(Futures.await(List.of(waiting), ReturnWhen.ALL_COMPLETED, Duration.ZERO)
                        .notDone())
                .containsExactly(waiting);
        release.set();
        assertThat(waiting.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void awaitOfNothingReturnsAtOnce() {
        var settled = Futures.await(List.<Future<String>>of());

        assertThat(settled.done()).isEmpty();
        assertThat(settled.notDone()).isEmpty();
    }

    @Test
    default void anInterruptEndsAnAwaitAndLeavesTheJobsAlone() throws Exception {
        var release = Signal.create();
        var waiting = pool(1).submit(Jobs.waiting(Signal.create(), release));
        var waiter = new FutureTask<>(() -> {
            assertThatThrownBy(() -> Futures.await(List.of(waiting))).isInstanceOf(WaitInterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofPlatform().start(waiter);
        Observed.waiting(thread);

        thread.interrupt();

        assertThat(waiter.get()).isTrue();
        release.set();
        assertThat(waiting.result(LIMIT)).isEqualTo("released");
    }
}
