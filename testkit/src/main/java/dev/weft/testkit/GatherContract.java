package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Futures.OnFailure;
import dev.weft.JobFailedException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Many futures as one: of all the values in input order, or of the first failure. */
interface GatherContract extends PoolUnderTest {

    @Test
    default void gatherGivesTheValuesInInputOrder() throws Exception {
        var pool = pool(2);
        var release = Signal.create();
        var slow = pool.submit(Jobs.waiting(Signal.create(), release));
        var quick = pool.submit(() -> "quick");
        var gathered = Futures.gather(List.of(slow, quick, slow));
        quick.result(LIMIT);

        assertThat(gathered.isDone()).isFalse();
        release.set();

        assertThat(gathered.result(LIMIT)).containsExactly("released", "quick", "released");
        assertThat(gathered.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void gatherOfNothingIsAnEmptyList() {
        var gathered = Futures.gather(List.<Future<String>>of());

        assertThat(gathered.isDone()).isTrue();
        assertThat(gathered.result()).isEmpty();
        assertThat(gathered.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void gatherKeepsNullValues() {
        var pool = pool();

        var gathered = Futures.gather(List.of(pool.submit(() -> (String) null), pool.submit(() -> "value")));

        assertThat(gathered.result(LIMIT)).containsExactly(null, "value");
    }

    @Test
    default void theFirstFailureFailsTheGatherAndCancelsTheOthers() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var interrupted = Signal.create();
        var stuck = pool.submit(Jobs.stuck(started, interrupted));
        started.await();
        var failed = pool.submit(Jobs.failing("boom"));

        var gathered = Futures.gather(List.of(stuck, failed));

        assertThatThrownBy(() -> gathered.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("boom");
        interrupted.await();
        assertThat(stuck.isCancelled()).isTrue();
        assertThat(gathered.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void theOthersGoOnWhereToldSo() throws Exception {
        var pool = pool(2);
        var release = Signal.create();
        var other = pool.submit(Jobs.waiting(Signal.create(), release));
        var failed = pool.submit(Jobs.failing("boom"));

        var gathered = Futures.gather(List.of(other, failed), OnFailure.KEEP_RUNNING);

        assertThat(gathered.exception(LIMIT)).hasMessage("boom");
        assertThat(other.isDone()).isFalse();
        release.set();
        assertThat(other.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void aCancelledFutureFailsTheGatherWithoutCancellingIt() throws Exception {
        var pool = pool(2);
        var interrupted = Signal.create();
        var started = Signal.create();
        var cancelled = pool.submit(Jobs.stuck(Signal.create(), Signal.create()));
        var other = pool.submit(Jobs.stuck(started, interrupted));
        started.await();
        var gathered = Futures.gather(List.of(cancelled, other));

        cancelled.cancel();

        assertThat(gathered.exception(LIMIT)).isInstanceOf(CancellationException.class);
        assertThat(gathered.isCancelled()).isFalse();
        interrupted.await();
        assertThat(other.isCancelled()).isTrue();
    }

    @Test
    default void cancellingTheGatherCancelsAll() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var interrupted = Signal.create();
        var first = pool.submit(Jobs.stuck(started, interrupted));
        var second = pool.submit(Jobs.stuck(started, interrupted));
        var gathered = Futures.gather(List.of(first, second));
        started.awaitCount(2);

        assertThat(gathered.cancel()).isTrue();

        interrupted.awaitCount(2);
        assertThat(first.isCancelled()).isTrue();
        assertThat(second.isCancelled()).isTrue();
        assertThat(gathered.awaitStopped(LIMIT)).isTrue();
        assertThatThrownBy(gathered::result).isInstanceOf(CancellationException.class);
    }

    @Test
    default void gatherTakesFuturesOfSeveralPools() {
        var first = pool().submit(() -> 1);
        var second = pool().submit(() -> 2);

        assertThat(Futures.gather(List.of(first, second)).result(LIMIT)).containsExactly(1, 2);
    }
}
