package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.Promise;
import dev.weft.ThreadPool;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds for a future wherever its job runs, or without a job. */
class FutureTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;

    // ---- many in a row

    @Test
    void aLongChainOfStagesDoesNotOverflowTheStack() throws Exception {
        var promise = Promise.<Integer>create();
        CompletionStage<Integer> last = promise.future();
        for (int i = 0; i < 20_000; i++) {
            last = last.thenApply(value -> value + 1);
        }

        promise.succeed(0);

        assertThat(last.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(20_000);
    }

    @Test
    void aLongChainOfCallbacksDoesNotOverflowTheStack() {
        var promises = new ArrayList<Promise<Integer>>();
        promises.add(Promise.create());
        for (int i = 0; i < 50_000; i++) {
            var next = Promise.<Integer>create();
            promises.getLast().future().addDoneCallback(_ -> next.succeed(1));
            promises.add(next);
        }

        promises.getFirst().succeed(1);

        assertThat(promises.getLast().future().result(LIMIT)).isEqualTo(1);
    }

    // ---- cancelled and stopped

    @Test
    void aStageThatIsCancelledDoesNotRunItsFunction() {
        var ran = Signal.create();
        var promise = Promise.<Integer>create();
        var stage = promise.future().thenAccept(_ -> ran.set());

        stage.cancel();
        promise.succeed(1);

        assertThat(ran.isSet()).isFalse();
    }

    @Test
    void whatNeverHasAJobHasStoppedWhenItIsDone() {
        var cancelled = Promise.create();
        var given = Promise.<Integer>create();
        var stage = given.future().thenApply(value -> value);
        var gathered = Futures.gather(List.of(stage));

        cancelled.future().cancel();
        given.succeed(1);

        assertThat(cancelled.future().awaitStopped(LIMIT)).isTrue();
        assertThat(stage.awaitStopped(LIMIT)).isTrue();
        assertThat(gathered.awaitStopped(LIMIT)).isTrue();
    }

    @Test
    void aJobThatHasStoppedHasAFutureThatIsDone() {
        try (var pool = ThreadPool.open(2)) {
            for (int round = 0; round < 5_000; round++) {
                var job = pool.submit(() -> 1);

                assertThat(job.awaitStopped(LIMIT)).isTrue();
                assertThat(job.isDone()).isTrue();
            }
        }
    }

    @Test
    void anOnCancelActionThatThrowsKeepsNobodyWaiting() throws Exception {
        var promise = Promise.create();
        promise.onCancel(() -> {
            throw new IllegalStateException("on cancel");
        });
        var waiting = new FutureTask<>(() -> promise.future().awaitStopped(LIMIT));
        Observed.waiting(Thread.ofPlatform().start(waiting));

        promise.future().cancel();

        assertThat(waiting.get()).isTrue();
    }

    // ---- what is kept

    @Test
    void aFutureThatIsHeldDoesNotHoldWhatItsJobCaptured() throws Exception {
        var views = List.<UnaryOperator<Pool>>of(pool -> pool, pool -> pool.limit(1), pool -> pool.retrying(1));
        for (var view : views) {
            try (var pool = ThreadPool.open(1)) {
                var captured = new Object();
                var reference = new WeakReference<>(captured);
                var futures = overJobsOf(view.apply(pool), captured);
                captured = null;

                Observed.until("the capture to be collected", () -> {
                    System.gc();
                    return reference.refersTo(null);
                });

                assertThat(futures).allMatch(Future::isDone); // and keeps them until here
            }
        }
    }

    /** Returns the futures of a job that has run, one that was cancelled before its turn, and a delayed one; all are over. */
    private static List<Future<?>> overJobsOf(Pool pool, Object captured) throws InterruptedException {
        Job<String> job = captured::toString;
        var started = Signal.create();
        var release = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        started.await();
        var ran = pool.submit(job);
        var cancelled = pool.submit(job);
        cancelled.cancel();
        var delayed = pool.after(Duration.ofNanos(1), job);
        release.set();
        var futures = List.<Future<?>>of(ran, cancelled, delayed);
        assertThat(futures).allMatch(future -> future.awaitStopped(LIMIT));
        return futures;
    }

    @Test
    void whatAsCompletedHasGivenOutIsNotHeldByTheCollectionItCameFrom() {
        var open = Promise.<Object>create();
        var done = Promise.<Object>create();
        done.succeed(new Object());
        var reference = new WeakReference<>(done.future().resultNow());
        var results = Futures.<Object>asCompleted(new ArrayList<>(List.of(done.future(), open.future())))
                .iterator();
        done = null;

        results.next();

        Observed.until("the value to be collected", () -> {
            System.gc();
            return reference.refersTo(null);
        });
        open.succeed(1);
        assertThat(results.next().result()).isEqualTo(1);
    }
}
