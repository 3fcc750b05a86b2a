package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CallerPool;
import dev.weft.Events;
import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.PoolEvent;
import dev.weft.ThreadPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code shutdownNow} returns never ran, and what it does not return did. */
class ShutdownTest {
    @Test
    void shutdownNowReturnsTheRunnablesThatWereExecutedInTheirOrder() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var pool = ThreadPool.open(1);
        pool.submit(Jobs.stuck(started, interrupted));
        started.await();
        var runnables = IntStream.range(0, 5)
                .mapToObj(_ -> (Runnable) new AtomicInteger()::incrementAndGet)
                .toList();
        runnables.forEach(pool::execute);

        var neverRan = pool.shutdownNow();

        assertThat(neverRan).containsExactlyElementsOf(runnables);
        interrupted.await();
        pool.close();
    }

    @Test
    void aCancelledJobIsNotReturned() throws Exception {
        var started = Signal.create();
        var pool = ThreadPool.open(1);
        pool.submit(Jobs.stuck(started, Signal.create()));
        started.await();
        pool.submit(() -> "cancelled").cancel();

        assertThat(pool.shutdownNow()).isEmpty();
        pool.close();
    }

    @Test
    void eachExecutedRunnableRunsOrIsReturned() {
        var under = ThreadPool.open(2);
        var kinds = List.<Supplier<Pool>>of(
                () -> ThreadPool.open(2),
                ThreadPool::virtual,
                () -> under.named("x"),
                () -> under.retrying(1),
                CallerPool::open);
        for (var kind : kinds) {
            for (int round = 0; round < 200; round++) {
                var pool = kind.get();
                var ran = new AtomicInteger();
                for (int i = 0; i < 20; i++) {
                    pool.execute(ran::incrementAndGet);
                }

                var neverRan = pool.shutdownNow();
                pool.close();

                assertThat(ran.get() + neverRan.size()).isEqualTo(20);
            }
        }
        under.close();
    }

    @Test
    void aRunnableThatALimitedViewHandsOnAsItIsShutDownRunsOrIsReturned() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var handingOn = Signal.create();
        var ran = Signal.create();
        var pool = ThreadPool.open(1);
        var view = pool.limit(1);
        view.submit(Jobs.waiting(started, release));
        started.await();
        view.execute(() -> ran.set());
        try (var _ = Events.subscribe(event -> {
            if (event instanceof PoolEvent.JobSubmitted) {
                handingOn.set();
                while (!view.isShutdown()) {
                    Thread.onSpinWait();
                }
            }
        })) {
            release.set();
            handingOn.await();

            var neverRan = view.shutdownNow();
            pool.close();

            assertThat(ran.count() + neverRan.size()).isEqualTo(1);
        }
    }

    @Test
    void cancelledJobsDoNotCountAsWaitingAfterAShutdown() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var pool = ThreadPool.open(1);
        pool.submit(Jobs.waiting(started, release));
        started.await();
        var waiting = List.of(pool.submit(() -> 1), pool.submit(() -> 2));

        pool.shutdown();
        waiting.forEach(Future::cancel);

        assertThat(pool.waiting()).isZero();
        release.set();
        pool.close();
    }

    @Test
    void aCallbackThatClosesItsPoolIsRefusedInsteadOfWaitingForItself() throws Exception {
        for (var pool : List.of(ThreadPool.open(1), ThreadPool.virtual())) {
            var started = Signal.create();
            var release = Signal.create();
            var closing = new FutureTask<>(() -> {
                pool.close();
                return "closed";
            });
            var job = pool.submit(Jobs.waiting(started, release));
            started.await();
            job.addDoneCallback(_ -> closing.run());

            release.set();

            assertThatThrownBy(closing::get)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("own jobs");
            pool.close();
        }
    }

    @Test
    void noTurnOfAPeriodicJobRunsAfterItHasStopped() {
        try (var pool = ThreadPool.open(2)) {
            for (int round = 0; round < 1_000; round++) {
                var stopped = new AtomicBoolean();
                var late = new AtomicBoolean();
                var periodic = pool.every(Duration.ofNanos(1_000), () -> late.compareAndSet(false, stopped.get()));

                periodic.cancel();
                assertThat(periodic.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
                stopped.set(true);

                assertThat(late).isFalse();
            }
        }
    }
}
