package dev.weft.loop.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import dev.weft.loop.Loop;
import dev.weft.loop.testing.Simulated;
import dev.weft.loop.testing.Simulation;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** With the agent the JDK's timed waits pass virtual time in a simulation, and real time elsewhere. */
class VirtualTimeAgentTest {

    private static void passed(Duration time) {
        assertThat(Loop.current().time()).isEqualTo(time);
    }

    @Simulated(seeds = 10)
    void sleepPassesVirtualTime() throws Exception {
        Thread.sleep(Duration.ofDays(30));

        passed(Duration.ofDays(30));
    }

    @Simulated(seeds = 10)
    void queuesRunOutOfVirtualTime() throws Exception {
        assertThat(new ArrayBlockingQueue<String>(1).poll(2, TimeUnit.HOURS)).isNull();
        passed(Duration.ofHours(2));
        assertThat(new SynchronousQueue<String>().offer("x", 1, TimeUnit.HOURS)).isFalse();
        passed(Duration.ofHours(3));
    }

    @Simulated(seeds = 10)
    void synchronizersRunOutOfVirtualTime() throws Exception {
        assertThat(new Semaphore(0).tryAcquire(1, TimeUnit.HOURS)).isFalse();
        assertThat(new CountDownLatch(1).await(1, TimeUnit.HOURS)).isFalse();
        assertThatThrownBy(() -> new Phaser(1).awaitAdvanceInterruptibly(0, 1, TimeUnit.HOURS))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> new Exchanger<String>().exchange("x", 1, TimeUnit.HOURS))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> new CompletableFuture<String>().get(1, TimeUnit.HOURS))
                .isInstanceOf(TimeoutException.class);
        passed(Duration.ofHours(5));
    }

    @Simulated(seeds = 10)
    @SuppressWarnings("WaitNotInLoop") // waits for the time only
    void locksAndConditionsRunOutOfVirtualTime() throws Exception {
        var lock = new ReentrantLock();
        lock.lock();
        try {
            assertThat(Loop.current()
                            .submit(() -> lock.tryLock(1, TimeUnit.HOURS))
                            .result())
                    .isFalse();
            passed(Duration.ofHours(1));
            assertThat(lock.newCondition().await(2, TimeUnit.HOURS)).isFalse();
            passed(Duration.ofHours(3));
        } finally {
            lock.unlock();
        }
    }

    @Simulated(seeds = 10)
    void waitsForATimeOfDayEndThen() {
        LockSupport.parkUntil(System.currentTimeMillis() + 3_600_000);

        assertThat(Loop.current().time()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Simulated(seeds = 10)
    @SuppressWarnings("WaitNotInLoop") // waits for the time only
    void objectsAreWaitedForInVirtualTime() throws Exception {
        var monitor = new Object();

        synchronized (monitor) {
            monitor.wait(7_000);
        }

        passed(Duration.ofSeconds(7));
    }

    @Test
    void aSeedGivesTheSameTrace() {
        var first = Simulation.run(7, VirtualTimeAgentTest::sleepAndPoll);

        assertThat(Simulation.run(7, VirtualTimeAgentTest::sleepAndPoll).trace())
                .isEqualTo(first.trace());
        assertThat(Simulation.explore(100, VirtualTimeAgentTest::sleepAndPoll).orders())
                .isGreaterThan(20);
    }

    private static void sleepAndPoll() {
        var queue = new ArrayBlockingQueue<Integer>(1);
        TaskGroup.run(Loop.current(), group -> {
            for (int i = 0; i < 5; i++) {
                group.submit(() -> {
                    Thread.sleep(1_000);
                    queue.offer(1, 1, TimeUnit.SECONDS);
                    queue.poll(1, TimeUnit.SECONDS);
                });
            }
        });
    }

    @Test
    void elsewhereTimeIsReal() throws Exception {
        long start = System.nanoTime();

        assertThat(pollsFor20Millis()).isNull();
        try (var virtual = ThreadPool.virtual()) {
            assertThat(virtual.submit(() -> pollsFor20Millis()).result()).isNull();
        }

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(40_000_000);
    }

    private static String pollsFor20Millis() {
        try {
            return new ArrayBlockingQueue<String>(1).poll(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this test", e);
        }
    }
}
