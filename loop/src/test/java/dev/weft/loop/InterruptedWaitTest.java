package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Promise;
import dev.weft.WaitInterruptedException;
import dev.weft.testkit.ManualClock;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The waits that a cancel or a deadline ends, by an interruption. */
class InterruptedWaitTest {
    private static final Duration LIMIT = Duration.ofHours(1);

    private final Loop loop = Loop.open();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @SuppressWarnings("WaitNotInLoop") // a single wait is what is tested
    static Stream<Arguments> waits() {
        return Stream.of(
                arguments("Loop.sleep", (Wait) () -> Loop.sleep(Duration.ofHours(1))),
                arguments("Thread.sleep", (Wait) () -> Thread.sleep(3_600_000)),
                arguments("Object.wait()", (Wait) () -> waitIn(new Object(), 0)),
                arguments("Object.wait(millis)", (Wait) () -> waitIn(new Object(), 3_600_000)),
                arguments("Lock.lockInterruptibly", (Wait) () -> lockOfAnother().lockInterruptibly()),
                arguments("Lock.tryLock(time)", (Wait) () -> lockOfAnother().tryLock(1, TimeUnit.HOURS)),
                arguments("ReadLock.lockInterruptibly", (Wait) () -> {
                    var lock = new ReentrantReadWriteLock();
                    runInAThread(() -> lock.writeLock().lock());
                    lock.readLock().lockInterruptibly();
                }),
                arguments("StampedLock.writeLockInterruptibly", (Wait) () -> {
                    var lock = new StampedLock();
                    lock.readLock();
                    lock.writeLockInterruptibly();
                }),
                arguments("Condition.await", (Wait) () -> {
                    var lock = new ReentrantLock();
                    lock.lock();
                    lock.newCondition().await();
                }),
                arguments("Semaphore.acquire", (Wait) () -> new Semaphore(0).acquire()),
                arguments("CountDownLatch.await", (Wait) () -> new CountDownLatch(1).await()),
                arguments("CyclicBarrier.await", (Wait) () -> new CyclicBarrier(2).await()),
                arguments("Exchanger.exchange", (Wait) () -> new Exchanger<String>().exchange("")),
                arguments("Phaser.awaitAdvanceInterruptibly", (Wait) () -> new Phaser(1).awaitAdvanceInterruptibly(0)),
                arguments("ArrayBlockingQueue.take", (Wait) () -> new ArrayBlockingQueue<>(1).take()),
                arguments("LinkedBlockingQueue.poll(time)", (Wait)
                        () -> new LinkedBlockingQueue<>().poll(1, TimeUnit.HOURS)),
                arguments("PriorityBlockingQueue.take", (Wait) () -> new PriorityBlockingQueue<>().take()),
                arguments("SynchronousQueue.put", (Wait) () -> new SynchronousQueue<String>().put("")),
                arguments("java.util.concurrent.Future.get", (Wait) () -> new FutureTask<>(() -> 1).get()),
                arguments("CompletableFuture.get", (Wait) () -> new CompletableFuture<>().get()),
                arguments("Future.get", (Wait)
                        () -> Promise.<String>named("never").future().get()),
                arguments("Thread.join", (Wait) () -> Thread.ofVirtual()
                        .start(() -> Ended.of(() -> new CountDownLatch(1).await()))
                        .join()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waits")
    void aCancelEndsItByAnInterruptedException(String name, Wait wait) throws Exception {
        var ended = cancelled(wait);

        assertThat(ended.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(ended.interrupted()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waits")
    void aDeadlineEndsItByAnInterruptedException(String name, Wait wait) throws Exception {
        var clock = new ManualClock();
        var ended = overdue(clock, () -> Deadline.after(LIMIT, clock).run(wait));

        assertThat(ended.thrown())
                .isInstanceOf(DeadlineExceededException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(ended.interrupted()).isFalse();
    }

    @Test
    void resultThrowsItsOwnExceptionAndKeepsTheStatus() throws Exception {
        var ended = cancelled(() -> Promise.<String>named("never").future().result());

        assertThat(ended.thrown()).isInstanceOf(WaitInterruptedException.class);
        assertThat(ended.interrupted()).isTrue();
    }

    @Test
    void aProcessThatWasWaitedForLivesOn() throws Exception {
        var process = new ProcessBuilder("sleep", "1000").start();
        try {
            var ended = cancelled(process::waitFor);

            assertThat(ended.thrown()).isInstanceOf(InterruptedException.class);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Has the deadline of a block pass that waits, and tells how that went for its job. */
    private Ended overdue(ManualClock clock, Wait wait) throws Exception {
        var thread = new CompletableFuture<Thread>();
        var ended = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            return Ended.of(wait);
        });
        clock.awaitTimers(1);
        Observed.waiting(thread.get());
        clock.advance(LIMIT);
        return ended.result();
    }

    /** Cancels a job that waits, and tells how that went for it. */
    private Ended cancelled(Wait wait) throws Exception {
        var thread = new CompletableFuture<Thread>();
        var ended = new CompletableFuture<Ended>();
        var job = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            ended.complete(Ended.of(wait));
        });
        Observed.waiting(thread.get());

        job.cancel();

        assertThat(job.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
        return ended.get();
    }

    @SuppressWarnings("WaitNotInLoop") // as above
    private static void waitIn(Object monitor, long millis) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(millis);
        }
    }

    private static ReentrantLock lockOfAnother() throws InterruptedException {
        var lock = new ReentrantLock();
        runInAThread(lock::lock);
        return lock;
    }

    private static void runInAThread(Runnable work) throws InterruptedException {
        Thread.ofVirtual().start(work).join();
    }
}
