package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.BrokenPoolException;
import dev.weft.PoolEvent;
import dev.weft.SubmitStack;
import dev.weft.ThreadPool;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadPoolTest {
    @Test
    void thereAreFourMoreThreadsThanProcessorsAndAtMost32() {
        try (var pool = ThreadPool.open()) {
            assertThat(pool.threads())
                    .isEqualTo(Math.min(32, Runtime.getRuntime().availableProcessors() + 4));
        }
    }

    @Test
    void anIdleThreadIsUsedBeforeAnotherIsStarted() {
        var threads = new HashSet<Thread>();

        try (var pool = ThreadPool.open(4)) {
            for (int i = 0; i < 20; i++) {
                var thread = pool.submit(() -> Thread.currentThread()).result();
                threads.add(thread);
                Observed.waiting(thread);
            }
        }

        assertThat(threads).hasSize(1);
    }

    @Test
    void threadsAreStartedAsTheyAreNeededAndNamedAfterThePool() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        try (var pool = ThreadPool.builder().name("mill").threads(3).open()) {
            var names = IntStream.range(0, 3)
                    .mapToObj(_ -> pool.submit(() -> {
                        started.set();
                        release.await();
                        return Thread.currentThread().getName();
                    }))
                    .toList();
            started.awaitCount(3);
            release.set();

            assertThat(names).extracting(name -> name.result()).containsExactlyInAnyOrder("mill-1", "mill-2", "mill-3");
        }
    }

    @Test
    void threadsAreDaemons() {
        try (var platform = ThreadPool.open(1);
                var virtual = ThreadPool.virtual()) {
            assertThat(platform.submit(() -> Thread.currentThread().isDaemon()).result())
                    .isTrue();
            assertThat(virtual.submit(() -> Thread.currentThread().isDaemon()).result())
                    .isTrue();
        }
    }

    @Test
    void aJobOfAVirtualPoolRunsOnAVirtualThreadNamedAfterThePool() {
        try (var pool = ThreadPool.builder().name("feather").virtual()) {
            var thread = pool.submit(() -> Thread.currentThread()).result();

            assertThat(thread.isVirtual()).isTrue();
            assertThat(thread.getName()).startsWith("feather");
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ThreadPool.open(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be within 1..32767, was 0");
        assertThatThrownBy(() -> ThreadPool.builder().queueLimit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ThreadPool.builder().initializer(() -> {}).virtual())
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- the initializer

    @Test
    void theInitializerRunsOnceInEachThreadBeforeItsFirstJob() throws Exception {
        var local = new ThreadLocal<String>();
        var initialized = Signal.create();
        var started = Signal.create();
        var release = Signal.create();
        try (var pool = ThreadPool.builder()
                .threads(2)
                .initializer(() -> {
                    initialized.set();
                    local.set("ready");
                })
                .open()) {
            var first = pool.submit(Jobs.waiting(started, release));
            var second = pool.submit(Jobs.waiting(started, release));
            started.awaitCount(2);
            release.set();
            first.result();
            second.result();

            assertThat(pool.submit(() -> local.get()).result()).isEqualTo("ready");
            assertThat(initialized.count()).isEqualTo(2);
        }
    }

    @Test
    void aFailedInitializerBreaksThePoolForWaitingAndForLaterJobs() throws Exception {
        var release = Signal.create();
        var ran = Signal.create();
        try (var pool = ThreadPool.builder()
                .name("mill")
                .threads(1)
                .initializer(() -> {
                    release.await();
                    throw new IllegalStateException("no licence");
                })
                .open()) {
            var first = pool.submit(() -> ran.set());
            var waiting = pool.submit(() -> ran.set());

            release.set();

            for (var future : List.of(first, waiting)) {
                assertThatThrownBy(future::result)
                        .isInstanceOf(BrokenPoolException.class)
                        .hasMessageContaining("mill")
                        .hasRootCauseMessage("no licence");
            }
            var later = pool.submit(() -> ran.set());
            assertThat(later.isDone()).isTrue();
            assertThatThrownBy(later::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(BrokenPoolException.class);
        }
        assertThat(ran.isSet()).isFalse();
    }

    @Test
    void aBrokenPoolIsLoggedOnceHoweverManyThreadsFail() throws Exception {
        var initializing = Signal.create();
        var pool = ThreadPool.builder()
                .name("mill")
                .threads(3)
                .initializer(() -> {
                    initializing.set();
                    initializing.awaitCount(3);
                    throw new IllegalStateException("no licence");
                })
                .open();
        try (var logged = new LoggedMessages()) {
            var futures =
                    IntStream.range(0, 3).mapToObj(_ -> pool.submit(() -> 1)).toList();
            pool.close();

            assertThat(futures).allMatch(future -> future.exceptionNow() instanceof BrokenPoolException);
            assertThat(logged.about("mill"))
                    .containsExactly("pool 'mill' is broken: its initializer failed:"
                            + " java.lang.IllegalStateException: no licence");
        }
    }

    @Test
    void closeNowEndsAnInitializerThatDoesNotReturn() throws Exception {
        var initializing = Signal.create();
        var interrupted = Signal.create();
        var pool = ThreadPool.builder()
                .threads(1)
                .initializer(() -> Jobs.stuck(initializing, interrupted).call())
                .open();
        var job = pool.submit(() -> 1);
        initializing.await();

        pool.closeNow();

        assertThat(interrupted.isSet()).isTrue();
        assertThat(job.isCancelled()).isTrue();
    }

    // ---- failures

    @Test
    void aFailureCarriesTheStackOfItsSubmitWhereAskedFor() {
        try (var pool = ThreadPool.builder().submitStacks(true).open()) {
            var future = pool.submit(Jobs.failing("boom"));

            assertThatThrownBy(future::result)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed())
                            .singleElement()
                            .isInstanceOf(SubmitStack.class)
                            .satisfies(stack -> assertThat(stack.getStackTrace())
                                    .anyMatch(frame -> frame.getMethodName()
                                            .equals("aFailureCarriesTheStackOfItsSubmitWhereAskedFor"))));
            assertThatThrownBy(future::get)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasOnlyElementsOfType(SubmitStack.class));
        }
    }

    @Test
    void aFailureCarriesNoSubmitStackUnlessAskedFor() {
        try (var pool = ThreadPool.open()) {
            assertThatThrownBy(pool.submit(Jobs.failing("boom"))::result).hasNoSuppressedExceptions();
        }
    }

    @Test
    void whatAnExecutedActionThrowsGoesToTheUncaughtExceptionHandler() throws Exception {
        var handed = new LinkedBlockingQueue<Throwable>();
        try (var pool = ThreadPool.open(1)) {
            pool.execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> handed.offer(thrown));
                throw new IllegalStateException("boom");
            });

            assertThat(handed.poll(60, TimeUnit.SECONDS)).hasMessage("boom");
        }
    }

    @Test
    void theEventsOfAJobComeInOrder() {
        try (var pool = ThreadPool.builder().name("mill").threads(1).open();
                var events = new RecordedEvents()) {
            var future = pool.named("grind").submit(() -> dev.weft.Progress.report(1, 2));
            future.result();

            assertThat(events.of(future))
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("JobSubmitted", "JobStarted", "JobProgressed", "JobEnded");
            assertThat(events.of(future)).first().isEqualTo(new PoolEvent.JobSubmitted("mill", future));
        }
    }
}
