package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The waits that a cancel does not end: they suspend the coroutine until somebody releases it, and keep the interrupt status. */
class StubbornWaitTest {
    private final Loop loop = Loop.open();

    /** A wait, and what ends it. */
    record Stubborn(Wait block, Wait release) {}

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @SuppressWarnings({"WaitNotInLoop", "LockNotBeforeTry"}) // these waits are what is tested, and do not fail
    static Stream<Arguments> waits() {
        return Stream.of(
                waiting("Lock.lock", () -> {
                    var lock = new ReentrantLock();
                    var holder = new Holder(inside -> {
                        lock.lock();
                        inside.run();
                        lock.unlock();
                    });
                    return new Stubborn(lock::lock, holder::release);
                }),
                waiting("synchronized", () -> {
                    var monitor = new Object();
                    var holder = new Holder(inside -> {
                        synchronized (monitor) {
                            inside.run();
                        }
                    });
                    return new Stubborn(
                            () -> {
                                synchronized (monitor) {
                                    assertThat(Thread.holdsLock(monitor)).isTrue();
                                }
                            },
                            holder::release);
                }),
                waiting("Condition.awaitUninterruptibly", () -> {
                    var lock = new ReentrantLock();
                    var condition = lock.newCondition();
                    return new Stubborn(
                            () -> {
                                lock.lock();
                                condition.awaitUninterruptibly();
                                lock.unlock();
                            },
                            () -> {
                                lock.lock();
                                condition.signal();
                                lock.unlock();
                            });
                }),
                waiting("Semaphore.acquireUninterruptibly", () -> {
                    var permits = new Semaphore(0);
                    return new Stubborn(permits::acquireUninterruptibly, permits::release);
                }),
                waiting("CompletableFuture.join", () -> {
                    var future = new CompletableFuture<String>();
                    return new Stubborn(future::join, () -> future.complete(""));
                }),
                waiting("ForkJoinTask.join", () -> {
                    var pool = new ForkJoinPool(1);
                    var release = new CountDownLatch(1);
                    var task = pool.submit(() -> {
                        release.await();
                        return "";
                    });
                    return new Stubborn(task::join, () -> {
                        release.countDown();
                        pool.shutdown();
                    });
                }),
                waiting("Phaser.awaitAdvance", () -> {
                    var phaser = new Phaser(1);
                    return new Stubborn(() -> phaser.awaitAdvance(0), phaser::arrive);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waits")
    void aCancelIsKeptUntilTheWaitIsOver(String name, Supplier<Stubborn> setup) throws Exception {
        var stubborn = setup.get();
        var thread = new CompletableFuture<Thread>();
        var ended = new CompletableFuture<Ended>();
        var job = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            ended.complete(Ended.of(stubborn.block()));
        });
        Observed.waitingOrBlocked(thread.get());

        job.cancel();
        int others = loop.submit(() -> 1).result() + loop.submit(() -> 1).result();

        assertThat(job.isCancelled()).isTrue();
        assertThat(others).isEqualTo(2);
        assertThat(ended).isNotDone();
        stubborn.release().run();
        assertThat(job.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
        assertThat(ended).isCompletedWithValue(new Ended(null, true));
    }

    private static Arguments waiting(String name, Supplier<Stubborn> setup) {
        return arguments(name, setup);
    }

    /** A thread that holds a lock or monitor until it is told to let go. */
    private static final class Holder {
        private final CountDownLatch letGo = new CountDownLatch(1);

        private interface Section {
            void enter(Runnable inside);
        }

        Holder(Section section) {
            var holds = new CountDownLatch(1);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> section.enter(() -> {
                        holds.countDown();
                        await(letGo);
                    }));
            await(holds);
        }

        void release() {
            letGo.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a holder", e);
            }
        }
    }
}
