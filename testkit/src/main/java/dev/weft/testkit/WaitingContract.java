package dev.weft.testkit;

import static java.util.concurrent.Future.State;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Waiting for a future never touches the job, and the future says at any time how far it is. */
interface WaitingContract extends PoolUnderTest {

    @Test
    default void aFutureIsPendingThenRunningThenDone() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();

        var running = pool.submit(Jobs.waiting(started, release));
        var waiting = pool.submit(() -> "second");
        started.await();

        Observed.until("the job to be seen running", running::isRunning);
        assertThat(running.status()).isEqualTo(Future.Status.RUNNING);
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.isDone()).isFalse();
        assertThat(waiting.status()).isEqualTo(Future.Status.PENDING);
        assertThat(waiting.state()).isEqualTo(State.RUNNING);
        assertThat(waiting.isRunning()).isFalse();

        release.set();
        assertThat(running.result(LIMIT)).isEqualTo("released");
        assertThat(waiting.result(LIMIT)).isEqualTo("second");
        assertThat(waiting.status()).isEqualTo(Future.Status.SUCCEEDED);
    }

    @Test
    default void jobsRunAtTheSameTimeAsFarAsThereArePlaces() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var release = Signal.create();

        var first = pool.submit(Jobs.waiting(started, release));
        var second = pool.submit(Jobs.waiting(started, release));

        started.awaitCount(2);
        release.set();
        assertThat(first.result(LIMIT)).isEqualTo("released");
        assertThat(second.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void aWaiterWhoseTimeRunsOutLeavesTheJobAlone() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));
        started.await();

        assertThatThrownBy(() -> future.result(Duration.ofMillis(1)))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining(future.name())
                .hasMessageContaining("PT0.001S");
        assertThatThrownBy(() -> future.exception(Duration.ZERO)).isInstanceOf(WaitTimeoutException.class);
        assertThatThrownBy(() -> future.get(1, NANOSECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(future.awaitStopped(Duration.ZERO)).isFalse();

        assertThat(future.isDone()).isFalse();
        release.set();
        assertThat(future.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void anInterruptedWaiterLeavesTheJobAlone() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));
        started.await();

        Thread.currentThread().interrupt();
        assertThatThrownBy(future::result).isInstanceOf(WaitInterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatThrownBy(() -> future.result(LIMIT)).isInstanceOf(WaitInterruptedException.class);
        assertThatThrownBy(future::exception).isInstanceOf(WaitInterruptedException.class);
        assertThatThrownBy(() -> future.awaitStopped(LIMIT)).isInstanceOf(WaitInterruptedException.class);
        assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        release.set();
        assertThat(future.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void anInterruptEndsAWaitThatHasBegun() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));
        var waiter = new FutureTask<>(() -> {
            assertThatThrownBy(future::result).isInstanceOf(WaitInterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofPlatform().start(waiter);
        Observed.waiting(thread);

        thread.interrupt();

        assertThat(waiter.get()).isTrue();
        release.set();
        assertThat(future.result(LIMIT)).isEqualTo("released");
    }

    @Test
    default void allWhoWaitAreToldOfTheValue() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));
        var first = new FutureTask<>(future::result);
        var second = new FutureTask<>(() -> future.get());
        var firstThread = Thread.ofVirtual().start(first);
        var secondThread = Thread.ofPlatform().start(second);
        Observed.waiting(firstThread);
        Observed.waiting(secondThread);

        release.set();

        assertThat(first.get()).isEqualTo("released");
        assertThat(second.get()).isEqualTo("released");
    }

    @Test
    default void aDoneFutureDoesNotWait() throws Exception {
        var future = pool().submit(() -> "value");
        future.result(LIMIT);

        assertThat(future.result(Duration.ZERO)).isEqualTo("value");
        assertThat(future.result(Duration.ofDays(-1))).isEqualTo("value");
        assertThat(future.get(0, NANOSECONDS)).isEqualTo("value");
        assertThat(future.exception(Duration.ZERO)).isNull();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    default void aWaitMayBeLongerThanNanosecondsCount() {
        var future = pool().submit(() -> "value");

        assertThat(future.result(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("value");
    }
}
