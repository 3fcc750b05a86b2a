package dev.weft.loop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.Action;
import dev.weft.Clock;
import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import dev.weft.loop.Loop;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What no seed can repeat is named, with its line. */
class OutsideTest {

    private static SimulationFailedError failureOf(Action main) {
        var failure = catchThrowableOfType(SimulationFailedError.class, () -> Simulation.run(0, main));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static void isRealTime(String wait, Action main) {
        assertThat(failureOf(main))
                .hasMessageContaining("#1 'main' waits " + wait + ":")
                .hasMessageContaining("OutsideTest.java:");
    }

    @Test
    void waitsOfTheJdkAreNamedWithTheirLength() {
        isRealTime("PT1H of real time in Thread.sleep", () -> Thread.sleep(Duration.ofHours(1)));
        isRealTime(
                "PT2H of real time in ArrayBlockingQueue.poll",
                () -> new ArrayBlockingQueue<String>(1).poll(2, TimeUnit.HOURS));
        isRealTime("PT3H of real time in Semaphore.tryAcquire", () -> new Semaphore(0).tryAcquire(3, TimeUnit.HOURS));
        isRealTime("PT4H of real time in CountDownLatch.await", () -> new CountDownLatch(1).await(4, TimeUnit.HOURS));
        isRealTime("PT5H of real time in LockSupport.parkNanos", () -> LockSupport.parkNanos(5 * 3_600_000_000_000L));
        isRealTime(
                "PT6H of real time in CompletableFuture.get",
                () -> new CompletableFuture<String>().get(6, TimeUnit.HOURS));
    }

    @Test
    @SuppressWarnings("WaitNotInLoop") // does not get that far
    void aTimedWaitAtAMonitorIsNamedWithItsLength() {
        var monitor = new Object();

        isRealTime("PT10S of real time in Object.wait", () -> {
            synchronized (monitor) {
                monitor.wait(10_000);
            }
        });
    }

    @Test
    void aTimedWaitForALockIsNamedWithItsLength() {
        assertThat(failureOf(() -> {
                    var lock = new ReentrantLock();
                    lock.lock();
                    Loop.current()
                            .named("other")
                            .submit(() -> lock.tryLock(7, TimeUnit.HOURS))
                            .result();
                }))
                .hasMessageContaining("#2 'other-1' waits PT7H of real time in ReentrantLock.tryLock:");
    }

    @Test
    void anAlreadyFreeLockNeedsNoTime() {
        assertThat(Simulation.run(0, () -> new ReentrantLock().tryLock(7, TimeUnit.HOURS))
                        .value())
                .isTrue();
    }

    @Test
    void aWaitForASocketIsNamed() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failureOf(() -> server.accept()))
                    .hasMessageContaining("a wait for real I/O")
                    .hasMessageContaining("#1 'main' waits for real I/O")
                    .hasMessageContaining("OutsideTest.java:");
        }
    }

    @Test
    void aWakeUpByAnotherThreadIsNamedWithBothStacks() {
        try (var threads = ThreadPool.builder().name("outside").open()) {
            var failure = catchThrowableOfType(
                    SimulationFailedError.class,
                    () -> Simulation.builder().maxSteps(Integer.MAX_VALUE).run(0, () -> {
                        var latch = new CountDownLatch(1);
                        Loop.current().named("waiter").submit(() -> latch.await());
                        Loop.yield();
                        Loop.yield();
                        threads.submit(() -> wake(latch));
                        while (true) {
                            Loop.yield();
                        }
                    }));

            assertThat(failure)
                    .hasMessageContaining(
                            "#2 'waiter-1' was woken by thread 'outside-1', which is not in the simulation")
                    .hasMessageContaining("OutsideTest.wake(")
                    .hasMessageContaining("#2 'waiter-1' waited");
        }
    }

    private static void wake(CountDownLatch latch) {
        latch.countDown();
    }

    @Test
    void aDeadlockNamesEveryTask() {
        assertThat(failureOf(() -> {
                    var latch = new CountDownLatch(1);
                    var monitor = new Object();
                    TaskGroup.run(Loop.current(), group -> {
                        Loop.current().named("latch").submit(() -> latch.await());
                        Loop.current().named("notify").submit(() -> waitForNotify(monitor));
                        group.submit(() -> Clock.sleep(Duration.ofSeconds(1)));
                        latch.await();
                    });
                }))
                .hasMessageContaining("deadlock: nothing can run, and nothing waits for a time")
                .hasMessageContaining("#1 'main' waits for CountDownLatch.Sync #1")
                .hasMessageContaining("'latch-1' waits for CountDownLatch.Sync #1")
                .hasMessageContaining("'notify-1' is in Object.wait()")
                .hasMessageContaining("OutsideTest.waitForNotify(");
    }

    @SuppressWarnings("WaitNotInLoop") // for ever, on purpose
    private static void waitForNotify(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait();
        }
    }
}
