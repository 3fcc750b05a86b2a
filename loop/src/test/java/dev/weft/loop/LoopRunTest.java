package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Job;
import dev.weft.JobFailedException;
import dev.weft.TaskGroup;
import dev.weft.WaitInterruptedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** {@code Loop.run}: a loop for as long as one job. */
class LoopRunTest {
    // Used by coroutines of one loop, one at a time, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @Test
    void itReturnsMainsValue() {
        assertThat(Loop.<String>run(() -> "value")).isEqualTo("value");
    }

    @Test
    void itThrowsMainsFailure() {
        assertThatThrownBy(() -> Loop.run(() -> {
                    throw new IOException("boom");
                }))
                .isInstanceOf(JobFailedException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("main");
    }

    @Test
    void whatMainLeavesIsCancelledAndWaitedFor() {
        var ran = new AtomicReference<Loop>();
        Loop.run(() -> {
            ran.set(Loop.current());
            Loop.current().submit(this::cleanUpAtTheEnd);
            Loop.yield();
        });

        assertThat(log).containsExactly("cleaned up");
        assertThat(ran).hasValueMatching(Loop::isTerminated);
    }

    @Test
    void whatAFailingMainLeavesIsCancelledAndWaitedForToo() {
        assertThatThrownBy(() -> Loop.run(() -> {
                    Loop.current().submit(this::cleanUpAtTheEnd);
                    Loop.yield();
                    throw new IllegalStateException("boom");
                }))
                .hasCauseInstanceOf(IllegalStateException.class);

        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void anInterruptedCallerCancelsMainAndWaitsForItsCleanUp() throws Exception {
        var started = new CountDownLatch(1);
        var ended = new CompletableFuture<Ended>();
        var caller = Thread.ofPlatform()
                .start(() -> ended.complete(Ended.of(() -> Loop.run(() -> {
                    started.countDown();
                    cleanUpAtTheEnd();
                }))));
        started.await();

        caller.interrupt();

        assertThat(ended.get().thrown()).isInstanceOf(WaitInterruptedException.class);
        assertThat(ended.get().interrupted()).isTrue();
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void insideACoroutineItSuspendsOnlyThat() {
        var result = Loop.<String>run(() -> {
            var outer = Loop.current();
            var fromOutside = new CompletableFuture<String>();
            var inner = outer.submit(() -> Loop.<String>run(() -> fromOutside.get()));
            Loop.yield();
            outer.submit(() -> fromOutside.complete("the outer loop goes on")).result();
            return inner.result();
        });

        assertThat(result).isEqualTo("the outer loop goes on");
    }

    @Test
    void cancellingACoroutineCancelsTheMainThatItRuns() {
        Loop.run(() -> {
            var started = new CountDownLatch(1);
            var inner = Loop.current()
                    .submit(() -> Loop.run(() -> {
                        started.countDown();
                        cleanUpAtTheEnd();
                    }));
            started.await();

            inner.cancel();
            inner.awaitStopped(Duration.ofMinutes(1));

            assertThat(log).containsExactly("cleaned up");
        });
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void withoutAMainItOpensNoLoop() {
        assertThatThrownBy(() -> Loop.run((Job<String>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("main");
    }

    private void cleanUpAtTheEnd() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } finally {
            TaskGroup.cleanUp(() -> {
                Loop.sleep(Duration.ofMillis(1));
                log.add("cleaned up");
            });
        }
    }
}
