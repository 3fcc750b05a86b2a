package dev.weft.testkit;

import static java.util.concurrent.Future.State;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.TaskGroup;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A cancelled future is done at once; its job never starts, or is interrupted, and nobody else is. */
interface CancelContract extends PoolUnderTest {

    @Test
    default void aCancelledJobThatWaitedNeverStarts() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var ran = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        var waiting = pool.submit(() -> ran.set());
        started.await();

        assertThat(waiting.cancel()).isTrue();

        assertThat(waiting.isDone()).isTrue();
        assertThat(waiting.awaitStopped(LIMIT)).isTrue();
        release.set();
        assertThat(pool.submit(() -> "after it").result(LIMIT)).isEqualTo("after it");
        assertThat(ran.isSet()).isFalse();
    }

    @Test
    default void aCancelledJobThatRunsIsInterrupted() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var future = pool(1).submit(Jobs.stuck(started, interrupted));
        started.await();

        assertThat(future.cancel()).isTrue();

        assertThat(future.isDone()).isTrue();
        interrupted.await();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(future.status()).isEqualTo(Future.Status.CANCELLED);
    }

    @Test
    default void aCancelledFutureSaysSoToEverybody() throws Exception {
        var started = Signal.create();
        var future = pool(1).submit(Jobs.stuck(started, Signal.create()));
        var stage = future.handle((_, failure) -> failure);
        started.await();

        future.cancel();

        assertThatThrownBy(future::result)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining(future.name());
        assertThatThrownBy(() -> future.result(LIMIT)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(future::exception).isInstanceOf(CancellationException.class);
        assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
        assertThat(stage.result(LIMIT)).isInstanceOf(CancellationException.class);
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    default void aCancelWakesThoseWhoWait() throws Exception {
        var future = pool(1).submit(Jobs.stuck(Signal.create(), Signal.create()));
        var waiter = new FutureTask<>(() -> {
            assertThatThrownBy(future::result).isInstanceOf(CancellationException.class);
            return "woken";
        });
        Observed.waiting(Thread.ofVirtual().start(waiter));

        future.cancel();

        assertThat(waiter.get()).isEqualTo("woken");
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void awaitStoppedTellsWhenTheJobHasReallyStopped() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var letGo = Signal.create();
        var stopped = Signal.create();
        var future = pool(1).submit(Jobs.slowToStop(started, interrupted, letGo, stopped));
        started.await();

        future.cancel();
        interrupted.await();

        assertThat(future.isDone()).isTrue();
        assertThat(future.awaitStopped(Duration.ZERO)).isFalse();
        assertThat(future.awaitStopped(Duration.ofMillis(1))).isFalse();
        letGo.set();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(stopped.isSet()).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    @OnlyWhere(Trait.KILLS)
    default void aCancelledJobThatDoesNotStopIsKilledAndThePoolGoesOn() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var letGo = Signal.create();
        var future = pool.submit(() -> {
            started.set();
            letGo.awaitUninterruptibly();
        });
        started.await();

        future.cancel();

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    default void aCancelWithoutInterruptLetsTheJobGoOn() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var wentOn = Signal.create();
        var future = pool(1).submit(() -> {
            started.set();
            release.await();
            wentOn.set();
        });
        started.await();

        assertThat(future.cancel(false)).isTrue();

        assertThat(future.isCancelled()).isTrue();
        release.set();
        wentOn.await();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    default void aSecondCancelChangesNothing() throws Exception {
        var calls = new AtomicInteger();
        var future = pool(1).submit(Jobs.stuck(Signal.create(), Signal.create()));
        future.addDoneCallback(_ -> calls.incrementAndGet());

        assertThat(future.cancel()).isTrue();
        assertThat(future.cancel()).isTrue();
        assertThat(future.cancel(false)).isTrue();

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        Observed.until("the callback", () -> calls.get() > 0);
        assertThat(calls).hasValue(1);
    }

    @Test
    default void aDoneFutureCannotBeCancelled() {
        var future = pool().submit(() -> "value");
        future.result(LIMIT);

        assertThat(future.cancel()).isFalse();

        assertThat(future.isCancelled()).isFalse();
        assertThat(future.result()).isEqualTo("value");
    }

    @Test
    default void cancellingOneJobLeavesTheOthersAlone() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var release = Signal.create();
        var cancelled = pool.submit(Jobs.stuck(started, Signal.create()));
        var other = pool.submit(Jobs.waiting(started, release));
        var waiting = pool.submit(() -> "waited");
        started.awaitCount(2);

        cancelled.cancel();

        assertThat(waiting.result(LIMIT)).isEqualTo("waited");
        release.set();
        assertThat(other.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void anInterruptNeverReachesTheNextJob() throws Exception {
        var pool = pool(1);
        for (int round = 0; round < 100; round++) {
            var started = Signal.create();
            var release = Signal.create();
            var cancelled = pool.submit(Jobs.waiting(started, release));
            var next = pool.submit(() -> Thread.currentThread().isInterrupted());
            started.await();

            var releasing = Thread.ofVirtual().start(release::set); // the job ends by itself or by the cancel
            cancelled.cancel();

            assertThat(next.result(LIMIT)).isFalse();
            releasing.join();
        }
    }

    @Test
    default void anInterruptThatAJobLeavesBehindNeverReachesTheNextJob() {
        var pool = pool(1);
        pool.submit(() -> Thread.currentThread().interrupt());

        var next = pool.submit(() -> Thread.currentThread().isInterrupted());

        assertThat(next.result(LIMIT)).isFalse();
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void aCleanUpHoldsTheCancelBackAndHandsItOn() throws Exception {
        var inside = Signal.create();
        var release = Signal.create();
        var cleaned = Signal.create();
        var handedOn = Signal.create();
        var never = Signal.create();
        var future = pool(1).submit(() -> {
            TaskGroup.cleanUp(() -> {
                inside.set();
                release.await();
                cleaned.set();
            });
            try {
                never.await();
            } catch (InterruptedException _) {
                handedOn.set();
            }
        });
        inside.await();

        future.cancel();
        release.set();

        handedOn.await();
        assertThat(cleaned.isSet()).isTrue();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void aCleanUpAfterTheCancelIsNotInterrupted() throws Exception {
        var started = Signal.create();
        var cleaned = Signal.create();
        var never = Signal.create();
        var future = pool(1).submit(() -> {
            started.set();
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                TaskGroup.cleanUp(() -> {
                    Thread.sleep(0); // throws if the thread is interrupted
                    cleaned.set();
                });
            }
        });
        started.await();

        future.cancel();

        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(cleaned.isSet()).isTrue();
    }
}
