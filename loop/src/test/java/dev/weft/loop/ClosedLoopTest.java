package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testkit.Observed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A loop that is closed still takes wake-ups, until its last coroutine is over. */
class ClosedLoopTest {
    @Test
    @SuppressWarnings("LockNotBeforeTry") // nothing throws in between, and the order is what is tested
    void aCoroutineThatWaitsForALockGetsItAfterTheClose() throws Exception {
        var loop = Loop.open();
        var lock = new ReentrantLock();
        lock.lock();
        var thread = new CompletableFuture<Thread>();
        var gotIt = new CompletableFuture<Boolean>();
        loop.submit(() -> {
            thread.complete(Thread.currentThread());
            lock.lock();
            gotIt.complete(true);
            lock.unlock();
        });
        Observed.waiting(thread.get());
        var closing = Thread.ofPlatform().start(loop::closeNow);
        Observed.until("the shutdown", loop::isShutdown);

        lock.unlock();

        assertThat(gotIt.get()).isTrue();
        closing.join();
        assertThat(loop.isTerminated()).isTrue();
    }

    @Test
    void timersStillFireAfterTheShutdown() throws Exception {
        var loop = Loop.open();
        var started = new CountDownLatch(1);
        var slept = loop.submit(() -> {
            started.countDown();
            Observed.spinUntil(loop::isShutdown);
            Thread.sleep(1);
            Loop.sleep(Duration.ofMillis(1));
            return "slept";
        });
        started.await();

        loop.close();

        assertThat(slept.result()).isEqualTo("slept");
    }

    @Test
    void itsThreadEndsWithIt() {
        var loop = Loop.open();
        var carrier = loop.onCarrier(Thread::currentThread);

        loop.close();

        Observed.until("the loop's thread to end", () -> !carrier.isAlive());
    }

    @Test
    void itsThreadEndsThoughOthersStillTryToSubmit() throws Exception {
        for (int round = 0; round < 50; round++) {
            var loop = Loop.open();
            var carrier = loop.onCarrier(Thread::currentThread);
            var submitters = IntStream.range(0, 2)
                    .mapToObj(_ -> Thread.ofPlatform().start(() -> submitUntilRefused(loop)))
                    .toList();

            loop.close();
            for (var submitter : submitters) {
                submitter.join();
            }

            Observed.until("the loop's thread to end", () -> !carrier.isAlive());
        }
    }

    @Test
    void whatNeverRanDoesNothingWhenSomebodyRunsItLater() throws Exception {
        var loop = Loop.open();
        var started = new CountDownLatch(1);
        var letGo = new AtomicBoolean();
        loop.submit(() -> {
            started.countDown();
            Observed.spinUntil(letGo::get);
        });
        started.await();
        var ran = new CountDownLatch(1);
        loop.submit(ran::countDown);

        var neverRan = loop.shutdownNow();
        neverRan.forEach(Runnable::run);
        letGo.set(true);

        assertThat(neverRan).hasSize(1);
        assertThat(loop.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.getCount()).isEqualTo(1);
    }

    @Test
    void closingFromItsOwnCoroutineOrThreadIsRefused() {
        try (var loop = Loop.open()) {
            var byCoroutine = loop.submit(() -> Ended.of(loop::close)).result();
            var byThread = loop.submit(() -> loop.onCarrier(() -> Ended.of(loop::closeNow)))
                    .result();

            assertThat(byCoroutine.thrown()).isInstanceOf(IllegalStateException.class);
            assertThat(byThread.thrown())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would wait for itself");
        }
    }

    @Test
    void aJobAfterTheCloseIsRefused() {
        var loop = Loop.builder().name("closed").open();
        loop.close();

        assertThatThrownBy(() -> loop.submit(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("'closed' is shut down");
        assertThatThrownBy(() -> loop.callAt(Duration.ZERO, () -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("'closed' is shut down");
    }

    private static void submitUntilRefused(Loop loop) {
        try {
            while (true) {
                loop.submit(() -> 1);
            }
        } catch (RejectedExecutionException _) {
            // closed
        }
    }
}
