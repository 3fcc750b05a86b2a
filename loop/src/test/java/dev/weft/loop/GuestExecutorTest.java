package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop over an executor of one thread, and what happens to it when that executor ends. */
class GuestExecutorTest {
    private final ExecutorService host = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().name("host").unstarted(work));
    private final Loop loop = Loop.builder().name("guest").over(host);
    private final CountDownLatch started = new CountDownLatch(1);

    @AfterEach
    void close() {
        loop.closeNow();
        host.shutdownNow();
    }

    @Test
    void coroutinesRunOnItsThread() {
        assertThat(loop.submit(Carrier::name).result()).isEqualTo("host");
    }

    @Test
    void theThreadIsGivenBackThoughCoroutinesNeverWait() throws Exception {
        var over = new AtomicBoolean();
        loop.submit(() -> {
            while (!over.get()) {
                Loop.yield();
            }
        });

        assertThat(host.submit(() -> "a task of its own").get()).isEqualTo("a task of its own");
        over.set(true);
    }

    @Test
    void twoLoopsShareAThread() {
        var other = Loop.over(host);
        var carriers = loop.submit(() -> List.of(
                        Carrier.name(),
                        other.submit(Carrier::name).result(),
                        other.onCarrier(Thread::currentThread).getName()))
                .result();
        other.close();

        assertThat(carriers).containsExactly("host", "host", "host");
    }

    @Test
    void anExecutorThatDropsWhatItHadTakenEndsEveryFutureToo() throws Exception {
        host.execute(() -> {
            started.countDown();
            Ended.of(() -> new CountDownLatch(1).await());
        });
        started.await();
        var dropped = loop.submit(() -> "never runs");

        host.shutdownNow();

        Observed.until("the end of the job", dropped::isDone);
        assertThat(dropped.isCancelled()).isTrue();
    }

    @Test
    void anExecutorThatRefusesDoesNotBringASecondThreadIntoTheLoop() throws Exception {
        var log = new ArrayList<String>(); // used by coroutines, one at a time
        var letGo = new AtomicBoolean();
        var running = loop.submit(() -> {
            started.countDown();
            Observed.spinUntil(letGo::get);
            log.add(Carrier.name());
            Loop.yield();
            log.add(Carrier.name());
        });
        started.await();
        try {
            host.shutdown();
            var refused = loop.submit(() -> log.add("never, as it is cancelled before its turn"));

            assertThat(refused.isCancelled()).isTrue();
            assertThat(running.isCancelled()).isTrue();
        } finally {
            letGo.set(true);
        }
        loop.close();
        assertThat(log).containsExactly("host", "guest");
    }

    @Test
    void closingTheLoopLeavesTheExecutorOpen() throws Exception {
        loop.submit(() -> 1).result();
        loop.close();

        assertThat(host.submit(() -> "still open").get()).isEqualTo("still open");
    }
}
