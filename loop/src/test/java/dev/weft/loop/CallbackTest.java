package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.TaskGroup;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks of a loop's futures run on the loop, in its next pass, whoever ends the future. */
class CallbackTest {
    private static final String AFTER_THE_END = "after the end";

    private final Loop loop = Loop.open();
    // Used by coroutines of the loop, one at a time, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @Test
    void callbacksComeAfterWhatWasReadyWhenTheJobEnded() {
        loop.submit(() -> {
                    var first = loop.submit(() -> {
                        log.add("first");
                    });
                    first.addDoneCallback(_ -> log.add("callback 1"));
                    first.addDoneCallback(_ -> log.add("callback 2"));
                    loop.submit(() -> {
                        log.add("second");
                    });
                })
                .result();
        loop.close();

        assertThat(log).containsExactly("first", "second", "callback 1", "callback 2");
    }

    @Test
    void whoWaitsForAFutureGoesOnBeforeItsCallbacksWhenHeCameToItFirst() {
        loop.submit(() -> {
                    var job = loop.submit(() -> {
                        log.add("job");
                    });
                    job.addDoneCallback(_ -> log.add("callback"));
                    job.result();
                    log.add("waiter");
                })
                .result();
        loop.close();

        assertThat(log).containsExactly("job", "waiter", "callback");
    }

    @Test
    void aCancelByAnotherThreadCallsBackOnTheLoop() throws Exception {
        var waiting = stuckJob();
        var seen = loopOfCallback(waiting);

        waiting.cancel();

        assertThat(seen.get()).isSameAs(loop);
    }

    @Test
    void aCancelBeforeTheStartCallsBackOnTheLoop() throws Exception {
        var release = new Signal[] {Signal.create()};
        var seen = loop.submit(() -> {
                    var notStarted = loop.submit(() -> release[0].set());
                    var callback = loopOfCallback(notStarted);
                    notStarted.cancel();
                    log.add("cancelled");
                    return callback;
                })
                .result();

        assertThat(seen.get()).isSameAs(loop);
        assertThat(release[0].isSet()).isFalse();
    }

    @Test
    void aDeadlineThatPassesCallsBackOnTheLoop() throws Exception {
        var never = new CountDownLatch(1);
        var overdue = loop.within(Duration.ofMillis(1)).submit(() -> never.await());
        var seen = loopOfCallback(overdue);

        // Or at once, in the caller, if the time ran out before the callback was added.
        if (seen.get() instanceof Loop found) {
            assertThat(found).isSameAs(loop);
        }
        assertThat(overdue.status()).isEqualTo(Future.Status.FAILED);
    }

    @Test
    void closingNowCallsBackOnTheLoopOrWhenNothingRunsThereAnyMore() throws Exception {
        var waiting = stuckJob();
        var seen = loopOfCallback(waiting);

        loop.closeNow();

        assertThat(seen.get()).isIn(loop, AFTER_THE_END);
    }

    @Test
    void closingNowCallsBackOnTheLoopWhileACoroutineCleansUp() throws Exception {
        var waiting = stuckJob();
        var seen = loopOfCallback(waiting);
        var cleaning = new CountDownLatch(1);
        loop.submit(() -> TaskGroup.cleanUp(() -> {
            cleaning.countDown();
            seen.get();
        }));
        cleaning.await();

        loop.closeNow();

        assertThat(seen.get()).isSameAs(loop);
    }

    @Test
    void aCancelAfterTheShutdownCallsBackOnTheLoop() throws Exception {
        var waiting = stuckJob();
        var seen = loopOfCallback(waiting);
        loop.shutdown();

        waiting.cancel();

        assertThat(seen.get()).isIn(loop, AFTER_THE_END);
        assertThat(loop.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void callbacksThatWaitForTheirTurnWhenTheLoopIsClosedRunToTheirEnd() throws Exception {
        var cancelled = Signal.create();
        var closing = Signal.create();
        var ended = new CompletableFuture<String>();
        var waiting = stuckJob();
        waiting.addDoneCallback(_ -> {
            try {
                Loop.sleep(Duration.ofNanos(1));
                ended.complete("to its end");
            } catch (InterruptedException e) {
                ended.completeExceptionally(e);
            }
        });
        var holder = loop.submit(() -> {
            TaskGroup.cleanUp(() -> Observed.spinUntil(cancelled::isSet));
            TaskGroup.cleanUp(() -> Observed.spinUntil(closing::isSet));
        });
        waiting.cancel();
        cancelled.set();
        var closer = Thread.ofPlatform().start(loop::closeNow);
        Observed.until("the shutdown", loop::isShutdown);
        closing.set();

        assertThat(ended.get()).isEqualTo("to its end");
        closer.join();
        assertThat(holder.isDone()).isTrue();
    }

    @Test
    void aCallbackOfAFutureThatIsDoneRunsAtOnceInTheCaller() {
        var done = loop.submit(() -> 1);
        done.result();
        done.addDoneCallback(_ -> log.add("at once"));
        log.add("after");

        assertThat(log).containsExactly("at once", "after");
    }

    @Test
    void aCallbackCannotSubmitToALoopThatIsShutDown() throws Exception {
        var waiting = stuckJob();
        var seen = new CompletableFuture<Object>();
        waiting.addDoneCallback(_ -> {
            try {
                seen.complete(loop.submit(() -> 1));
            } catch (RejectedExecutionException e) {
                seen.complete(e);
            }
        });

        loop.closeNow();

        assertThat(seen.get()).isInstanceOf(RejectedExecutionException.class);
    }

    private Future<?> stuckJob() throws Exception {
        var started = new CountDownLatch(1);
        var job = loop.submit(() -> {
            started.countDown();
            new CountDownLatch(1).await();
        });
        started.await();
        return job;
    }

    private CompletableFuture<Object> loopOfCallback(Future<?> future) {
        var seen = new CompletableFuture<Object>();
        future.addDoneCallback(_ -> {
            try {
                seen.complete(Loop.current());
            } catch (IllegalStateException e) {
                seen.complete(loop.isTerminated() ? AFTER_THE_END : e);
            }
        });
        return seen;
    }
}
