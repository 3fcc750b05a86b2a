package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.util.List;
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
        var kinds = List.<Supplier<Pool>>of(() -> ThreadPool.open(2), ThreadPool::virtual);
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
    }
}
