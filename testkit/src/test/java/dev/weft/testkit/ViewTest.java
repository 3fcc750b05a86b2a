package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CallerPool;
import dev.weft.Clock;
import dev.weft.Events;
import dev.weft.Pool;
import dev.weft.PoolEvent;
import dev.weft.ThreadPool;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A view ends with all that came through it and through the views made from it, and takes nothing after that. */
class ViewTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;

    private final Signal started = Signal.create();
    private final Signal release = Signal.create();

    private static List<Pool> viewsOf(Pool base) {
        return List.of(base.limit(1), base.named("b"), base.retrying(1), base.within(LIMIT), base.seeded(1));
    }

    // ---- closing waits for callbacks, as that of a pool does

    @Test
    void closingAViewWaitsForTheCallbacksOfItsJobs() throws Exception {
        try (var threads = ThreadPool.open(1);
                var virtual = ThreadPool.virtual()) {
            for (var pool : List.of(threads, virtual)) {
                for (var view : viewsOf(pool)) {
                    assertThat(isOverAfterItsCallback(view)).isTrue();
                }
                assertThat(isOverAfterItsCallback(pool.named("a").limit(1).retrying(1)))
                        .isTrue();
            }
        }
    }

    private static boolean isOverAfterItsCallback(Pool view) throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var called = Signal.create();
        var letGo = Signal.create();
        var calledBack = new AtomicBoolean();
        var job = view.submit(Jobs.waiting(started, release));
        started.await();
        job.addDoneCallback(_ -> {
            called.set();
            letGo.awaitUninterruptibly();
            calledBack.set(true);
        });
        release.set();
        called.await();
        var closing = new FutureTask<>(() -> {
            view.close();
            return calledBack.get();
        });
        Observed.waiting(Thread.ofPlatform().start(closing));

        letGo.set();

        return closing.get();
    }

    @Test
    void aCallbackThatClosesItsViewIsRefusedInsteadOfWaitingForItself() throws Exception {
        try (var pool = ThreadPool.open(1)) {
            for (var view : viewsOf(pool)) {
                var begun = Signal.create();
                var end = Signal.create();
                var closing = new FutureTask<>(() -> {
                    view.close();
                    return "closed";
                });
                var job = view.submit(Jobs.waiting(begun, end));
                begun.await();
                job.addDoneCallback(_ -> closing.run());

                end.set();

                assertThatThrownBy(closing::get)
                        .hasCauseInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("own jobs");
                view.close();
            }
        }
    }

    @Test
    void aCallbackInTheThreadOfACancellerMayCloseTheView() throws Exception {
        try (var pool = ThreadPool.open(1)) {
            pool.submit(Jobs.waiting(started, release));
            started.await();
            for (var view : viewsOf(pool)) {
                var waiting = view.submit(() -> "never");
                waiting.addDoneCallback(_ -> view.close());

                waiting.cancel();

                assertThat(view.isTerminated()).isTrue();
            }
            release.set();
        }
    }

    // ---- views made from views

    @Test
    void aViewThatIsShutDownTakesNothingThroughViewsMadeFromIt() {
        try (var pool = ThreadPool.virtual()) {
            for (var base : viewsOf(pool)) {
                var made = viewsOf(base);

                base.shutdown();

                for (var view : made) {
                    assertThatThrownBy(() -> view.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
                }
            }
        }
    }

    @Test
    void closingAViewNowEndsWhatCameThroughViewsMadeFromIt() throws Exception {
        try (var pool = ThreadPool.virtual()) {
            for (var base : viewsOf(pool)) {
                var view = base.named("made").limit(1).retrying(1);
                var begun = Signal.create();
                var interrupted = Signal.create();
                var job = view.submit(Jobs.stuck(begun, interrupted));
                begun.await();
                assertThat(base.awaitTermination(0, TimeUnit.SECONDS)).isFalse();

                base.closeNow();

                assertThat(interrupted.isSet()).isTrue();
                assertThat(job.isCancelled()).isTrue();
            }
        }
    }

    @Test
    void delayedAndPeriodicJobsOfAViewEndWithThePool() {
        var pool = ThreadPool.open(1);
        var delayed = pool.named("x").after(Duration.ofDays(1), () -> {});
        var periodic = pool.limit(1).named("x").every(Duration.ofDays(1), () -> {});

        pool.close();

        assertThat(delayed.isDone()).isTrue();
        assertThat(periodic.isDone()).isTrue();
    }

    // ---- shut down in the middle of a submit

    @Test
    void aJobThatIsBeingSubmittedWhenItsViewIsShutDownIsRefusedAndNotLost() throws Exception {
        try (var pool = ThreadPool.open(1)) {
            pool.submit(Jobs.waiting(started, release));
            started.await();
            for (var view : viewsOf(pool)) {
                var ran = Signal.create();
                try (var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.JobSubmitted) {
                        assertThat(view.shutdownNow()).isEmpty();
                    }
                })) {
                    assertThatThrownBy(() -> view.execute(ran::set)).isInstanceOf(RejectedExecutionException.class);
                }
                assertThat(view.isTerminated()).isTrue();
                assertThat(ran.isSet()).isFalse();
            }
            release.set();
        }
    }

    // ---- over the caller

    @Test
    void aViewOfACallerPoolCountsTheJobThatRunsInItsSubmit() throws Exception {
        var view = CallerPool.open().named("x");
        var caller = Thread.ofPlatform().start(() -> view.submit(Jobs.waiting(started, release)));
        started.await();

        view.shutdown();

        assertThat(view.isTerminated()).isFalse();
        release.set();
        caller.join();
        assertThat(view.isTerminated()).isTrue();
    }

    @Test
    void aJobThatShutsItsCallerPoolViewDownIsNotRefusedAfterIt() {
        var view = CallerPool.open().named("x");

        var job = view.submit(() -> {
            view.shutdown();
            return 1;
        });

        assertThat(job.result()).isEqualTo(1);
    }

    // ---- retries

    /** A manual clock that remembers its timers as long as anybody else does. */
    private static final class RememberedTimers implements Clock {
        private final ManualClock clock = new ManualClock();
        private final Queue<WeakReference<Timer>> timers = new ConcurrentLinkedQueue<>();

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public void park(Object blocker, long nanos) {
            clock.park(blocker, nanos);
        }

        @Override
        public Timer schedule(long nanos, Runnable action) {
            var timer = clock.schedule(nanos, action);
            timers.add(new WeakReference<>(timer));
            return timer;
        }
    }

    @Test
    void aJobThatIsRetriedForLongKeepsNothingOfItsEarlierPauses() throws Exception {
        var remembered = new RememberedTimers();
        try (var pool = ThreadPool.builder().clock(remembered).open()) {
            var future = pool.retrying(100).submit(Jobs.failing("boom"));
            for (int pause = 0; pause < 20; pause++) {
                remembered.clock.awaitTimers(1);
                remembered.clock.advanceToNext();
            }
            remembered.clock.awaitTimers(1);

            Observed.until("the timers of earlier pauses to be collected", () -> {
                System.gc();
                remembered.timers.removeIf(timer -> timer.refersTo(null));
                return remembered.timers.size() == 1;
            });

            assertThat(future.isDone()).isFalse();
            future.cancel();
        }
    }
}
