package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.JobFailedException;
import dev.weft.ThreadPool;
import dev.weft.testkit.Signal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code loop.on(pool, job)}: another pool works, the loop waits. */
class LendingTest {
    private final Loop loop = Loop.open();
    private final ThreadPool pool = ThreadPool.open(1);

    @AfterEach
    void close() {
        loop.closeNow();
        pool.closeNow();
    }

    @Test
    void theJobRunsInThePoolAndItsValueComesBack() {
        var thread =
                loop.submit(() -> loop.on(pool, Thread::currentThread).result()).result();

        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.getName()).contains(pool.name());
    }

    @Test
    void otherCoroutinesGoOnMeanwhile() {
        var release = new CountDownLatch(1);
        var lent = loop.submit(() -> loop.on(pool, () -> {
                    release.await();
                    return "lent";
                })
                .result());

        loop.submit(release::countDown).result();

        assertThat(lent.result()).isEqualTo("lent");
    }

    @Test
    void cancellingTheFutureInterruptsThePoolsJob() throws Exception {
        var started = Signal.create();
        var interrupted = new CompletableFuture<Boolean>();
        var future = loop.on(pool, () -> {
            started.set();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.complete(true);
            }
        });
        started.await();

        future.cancel();

        assertThat(interrupted.get()).isTrue();
        assertThat(future.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
    }

    @Test
    void cancellingTheCoroutineThatWaitsLeavesThePoolsJobAlone() throws Exception {
        var started = Signal.create();
        var release = new CountDownLatch(1);
        var lent = loop.on(pool, () -> {
            started.set();
            release.await();
            return "undisturbed";
        });
        var waiter = loop.submit(() -> lent.result());
        started.await();

        waiter.cancel();
        waiter.awaitStopped(Signal.SAFETY_LIMIT);
        release.countDown();

        assertThat(lent.result()).isEqualTo("undisturbed");
    }

    @Test
    void callbacksRunOnTheLoop() throws Exception {
        var release = new CountDownLatch(1);
        var seen = new CompletableFuture<Loop>();
        loop.on(pool, () -> release.await()).addDoneCallback(_ -> seen.complete(Loop.current()));

        release.countDown();

        assertThat(seen.get()).isSameAs(loop);
    }

    @Test
    void aFailureIsThatOfTheJob() {
        var future = loop.on(pool, () -> {
            throw new IllegalStateException("boom");
        });

        assertThatThrownBy(future::result)
                .isInstanceOf(JobFailedException.class)
                .cause()
                .hasMessage("boom");
    }

    @Test
    void aPoolThatIsShutDownRefuses() {
        pool.shutdown();

        assertThatThrownBy(() -> loop.on(pool, () -> 1)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void closingTheLoopLeavesThePoolsJobAlone() throws Exception {
        var started = Signal.create();
        var release = new CountDownLatch(1);
        var lent = loop.on(pool, () -> {
            started.set();
            release.await();
            return "undisturbed";
        });
        started.await();

        loop.closeNow();
        release.countDown();

        assertThat(lent.result()).isEqualTo("undisturbed");
    }
}
