package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testkit.Observed;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads of {@code loop.threadFactory()} are coroutines that are no jobs. */
class ThreadFactoryTest {
    @Test
    void itsThreadsRunOnTheLoop() throws Exception {
        var carrier = new AtomicReference<String>();
        try (var loop = Loop.builder().name("factory").open()) {
            var thread = loop.threadFactory().newThread(() -> carrier.set(Carrier.name()));
            thread.start();
            thread.join();
        }

        assertThat(carrier).hasValue("factory");
    }

    @Test
    void anExecutorOverItRunsItsTasksOnTheLoop() throws Exception {
        try (var loop = Loop.builder().name("factory").open()) {
            var carriers = loop.submit(() -> {
                        try (var executor = Executors.newThreadPerTaskExecutor(loop.threadFactory())) {
                            var tasks = IntStream.range(0, 10)
                                    .mapToObj(_ -> (Callable<String>) Carrier::name)
                                    .toList();
                            return executor.invokeAll(tasks).stream()
                                    .map(java.util.concurrent.Future::resultNow)
                                    .toList();
                        }
                    })
                    .result();

            assertThat(carriers).hasSize(10).containsOnly("factory");
        }
    }

    @Test
    void closingWaitsForAThreadThatHasStarted() throws Exception {
        var loop = Loop.open();
        var release = new CountDownLatch(1);
        var thread = loop.threadFactory().newThread(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError("closing does not interrupt what is no job", e);
            }
        });
        thread.start();
        Observed.waiting(thread);
        var closing = Thread.ofPlatform().start(loop::closeNow);
        Observed.until("the shutdown", loop::isShutdown);
        Observed.waiting(closing);

        assertThat(loop.isTerminated()).isFalse();
        release.countDown();
        closing.join();
        thread.join();
    }

    @Test
    void aThreadThatNeverStartedDoesNotKeepTheLoopOpen() {
        var loop = Loop.open();
        var thread = loop.threadFactory().newThread(() -> {});

        loop.close();

        assertThatThrownBy(thread::start)
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("is shut down and starts no more threads");
    }

    @Test
    void aThreadThatThrowsHasEnded() throws Exception {
        var loop = Loop.open();
        var thread = loop.threadFactory().newThread(() -> {
            throw new IllegalStateException("thrown by a thread, on purpose");
        });
        thread.setUncaughtExceptionHandler((_, _) -> {});
        thread.start();
        thread.join();

        loop.close();

        assertThat(loop.isTerminated()).isTrue();
    }
}
