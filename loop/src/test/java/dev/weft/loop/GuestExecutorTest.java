package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Action;
import dev.weft.Clock;
import dev.weft.testkit.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    void anExecutorThatEndsAfterTheLoopIsNoNews() throws Exception {
        try (var log = new LoggedMessages()) {
            // The alarm of a wait that ended before its time rings when both have ended.
            var letGo = new CountDownLatch(1);
            var wait = loop.submit(() -> letGo.await(100, TimeUnit.MILLISECONDS));
            loop.submit(letGo::countDown).result();
            assertThat(wait.result()).isTrue();
            loop.close();
            host.shutdown();

            var later = new CountDownLatch(1);
            Clock.system().schedule(TimeUnit.MILLISECONDS.toNanos(200), later::countDown);
            later.await();

            assertThat(log.about("guest")).isEmpty();
        }
    }

    @Test
    void aCoroutineThatCannotGoOnFails() throws Exception {
        var broken = new AtomicBoolean();
        var submitter = Thread.currentThread();
        try (var log = new LoggedMessages()) {
            var other = Loop.builder().name("broken").over(work -> {
                host.execute(work);
                // The loop's own asking, and not the submitter's, who may still be about it when the coroutine runs.
                if (Thread.currentThread() != submitter && broken.getAndSet(false)) {
                    throw new AssertionError("an executor that is out of order");
                }
            });
            Action hop = () -> {
                other.submit(() -> {}); // is ready, so that the loop asks for another pass before the action
                broken.set(true);
                other.onCarrier(() -> {});
            };
            var lost = other.named("lost").submit(hop);

            assertThat(lost.exception())
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("an executor that is out of order");
            assertThat(other.submit(() -> 1).result()).isEqualTo(1);
            other.close();
            assertThat(log.about("lost-1")).hasSize(1);
        }
    }

    @Test
    void closingTheLoopLeavesTheExecutorOpen() throws Exception {
        loop.submit(() -> 1).result();
        loop.close();

        assertThat(host.submit(() -> "still open").get()).isEqualTo("still open");
    }
}
