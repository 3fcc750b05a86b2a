package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closing waits, refuses what comes later, and leaves no future without an end. */
interface LifecycleContract extends PoolUnderTest {

    @Test
    default void aPoolIsOpenUntilItIsClosed() {
        var pool = pool();

        assertThat(pool.isShutdown()).isFalse();
        assertThat(pool.isTerminated()).isFalse();
        pool.close();

        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    default void closeWaitsForTheJobsThatRunAndThoseThatWait() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var running = pool.submit(Jobs.waiting(started, release));
        var waiting = IntStream.range(0, 5).mapToObj(i -> pool.submit(() -> i)).toList();
        started.await();
        var closing = new FutureTask<>(() -> {
            pool.close();
            return waiting.stream().map(Future::isDone).toList();
        });
        var thread = Thread.ofPlatform().start(closing);
        Observed.waiting(thread);

        assertThat(running.isDone()).isFalse();
        release.set();

        assertThat(closing.get()).doesNotContain(false);
        assertThat(running.result()).isEqualTo("released");
        assertThat(waiting).allMatch(future -> future.status() == Future.Status.SUCCEEDED);
    }

    @Test
    default void closingTwiceChangesNothing() {
        var pool = pool();

        pool.close();
        pool.close();
        pool.closeNow();

        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    default void aClosedPoolRefusesJobs() {
        var pool = pool();
        pool.close();

        assertThatThrownBy(() -> pool.submit(() -> "late")).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.map(i -> i, List.of(1)).iterator().next())
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    default void aPoolThatIsShutDownRunsWhatItHasTaken() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var running = pool.submit(Jobs.waiting(started, release));
        var waiting = pool.submit(() -> "waited");
        started.await();

        pool.shutdown();

        assertThatThrownBy(() -> pool.submit(() -> "late")).isInstanceOf(RejectedExecutionException.class);
        release.set();
        assertThat(running.result(LIMIT)).isEqualTo("released");
        assertThat(waiting.result(LIMIT)).isEqualTo("waited");
    }

    @Test
    default void closeNowCancelsTheJobsThatRunAndThoseThatWait() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var ran = Signal.create();
        var running = pool.submit(Jobs.stuck(started, interrupted));
        var waiting = IntStream.range(0, 5)
                .mapToObj(_ -> pool.submit(() -> ran.set()))
                .toList();
        started.await();

        pool.closeNow();

        assertThat(interrupted.isSet()).isTrue();
        assertThat(running.isCancelled()).isTrue();
        assertThat(waiting).allMatch(Future::isCancelled);
        assertThat(ran.isSet()).isFalse();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void closeNowWaitsUntilTheJobsHaveStopped() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var letGo = Signal.create();
        var stopped = Signal.create();
        pool.submit(Jobs.slowToStop(started, interrupted, letGo, stopped));
        started.await();
        var closing = new FutureTask<>(() -> {
            pool.closeNow();
            return stopped.isSet();
        });
        var thread = Thread.ofPlatform().start(closing);
        interrupted.await();
        Observed.waiting(thread);

        letGo.set();

        assertThat(closing.get()).isTrue();
    }

    @Test
    default void anInterruptedCloseCancelsTheJobsAndKeepsTheInterrupt() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var running = pool.submit(Jobs.stuck(started, interrupted));
        started.await();

        Thread.currentThread().interrupt();
        pool.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(running.isCancelled()).isTrue();
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void shutdownNowReturnsWhatNeverRan() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var running = pool.submit(Jobs.stuck(started, interrupted));
        Runnable first = () -> {};
        Runnable second = () -> {};
        pool.execute(first);
        pool.execute(second);
        var submitted = pool.submit(() -> "never");
        started.await();

        var neverRan = pool.shutdownNow();

        assertThat(neverRan).hasSize(3).contains(first, second);
        assertThat(submitted.isCancelled()).isTrue();
        assertThat(running.isCancelled()).isTrue();
        interrupted.await();
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void aJobThatClosesItsOwnPoolIsRefused() {
        var pool = pool();

        var close = pool.submit(() -> pool.close());
        var closeNow = pool.submit(() -> pool.closeNow());

        assertThat(close.exception(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(pool.name());
        assertThat(closeNow.exception(LIMIT)).isInstanceOf(IllegalStateException.class);
        assertThat(pool.submit(() -> "open").result(LIMIT)).isEqualTo("open");
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void aJobMayShutItsOwnPoolDown() throws Exception {
        var pool = pool();

        var future = pool.submit(() -> pool.shutdown());

        assertThat(future.result(LIMIT)).isNull();
        assertThat(pool.isShutdown()).isTrue();
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void aJobMaySubmitToItsOwnPool() {
        var pool = pool();

        var future = pool.submit(() -> pool.submit(() -> "inner"));

        assertThat(future.result(LIMIT).result(LIMIT)).isEqualTo("inner");
    }

    @Test
    default void everyFutureEndsWhenThePoolIsClosedUnderItsSubmitters() throws Exception {
        var pool = pool(2);
        Queue<Future<?>> futures = new ConcurrentLinkedQueue<>();
        var submitters = IntStream.range(0, 3)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> submitUntilRefused(pool, futures)))
                .toList();
        Observed.until("some jobs", () -> futures.size() > 20);

        pool.closeNow();

        for (var submitter : submitters) {
            submitter.join();
        }
        assertThat(futures).allMatch(Future::isDone);
        assertThat(futures).allMatch(future -> future.awaitStopped(LIMIT));
    }

    private static void submitUntilRefused(dev.weft.Pool pool, Queue<Future<?>> futures) {
        try {
            while (futures.size() < 100_000) {
                futures.add(pool.submit(() -> "value"));
            }
        } catch (RejectedExecutionException _) {
            // the pool is closed
        }
    }

    @Test
    default void aPoolHasAName() {
        assertThat(pool().name()).isNotBlank();
    }
}
