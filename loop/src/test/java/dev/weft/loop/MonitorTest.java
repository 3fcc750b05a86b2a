package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code synchronized}, {@code wait} and {@code notify} in coroutines, and the one monitor that does not keep them out. */
class MonitorTest {
    private final Object monitor = new Object();
    // Guarded by monitor.
    private int counter;
    private boolean ping = true;

    @Test
    void coroutinesExcludeEachOtherThoughTheyAreOnOneThread() {
        try (var loop = Loop.open()) {
            IntStream.range(0, 10).forEach(_ -> loop.submit(this::count));
        }

        assertThat(counter).isEqualTo(1_000);
    }

    @Test
    void coroutinesAndThreadsExcludeEachOther() throws Exception {
        var threads = IntStream.range(0, 2)
                .mapToObj(_ -> Thread.ofPlatform().start(this::count))
                .toList();
        try (var loop = Loop.open()) {
            IntStream.range(0, 5).forEach(_ -> loop.submit(this::count));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(counter).isEqualTo(700);
    }

    @Test
    void twoCoroutinesHandAMonitorToAndFroByWaitAndNotify() {
        try (var loop = Loop.open()) {
            loop.submit(() -> play(true));
            loop.submit(() -> play(false));
        }

        assertThat(counter).isEqualTo(400);
    }

    @Test
    void aCoroutineAndAThreadHandAMonitorToAndFroByWaitAndNotify() throws Exception {
        var thread = Thread.ofPlatform().start(() -> Ended.of(() -> play(true)));
        try (var loop = Loop.open()) {
            loop.submit(() -> play(false));
        }
        thread.join();

        assertThat(counter).isEqualTo(400);
    }

    /** Why {@link Loop#over} asks for an executor that holds no monitor: to the JVM its owner is the thread below. */
    @Test
    void aMonitorThatTheCarrierHoldsDoesNotKeepACoroutineOut() throws Exception {
        var entered = new CompletableFuture<Boolean>();
        try (var executor = Executors.newSingleThreadExecutor()) {
            var loop = Loop.over(work -> executor.execute(() -> {
                synchronized (monitor) {
                    work.run();
                }
            }));
            loop.submit(() -> {
                synchronized (monitor) {
                    entered.complete(true);
                }
            });

            assertThat(entered.get()).isTrue();
            loop.close();
        }
    }

    @Test
    void aCoroutineThatWaitsForAMonitorDoesNotHoldTheLoop() throws Exception {
        var log = new ArrayList<String>();
        var holds = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            synchronized (monitor) {
                holds.countDown();
                Ended.of(letGo::await);
            }
        });
        holds.await();
        try (var loop = Loop.open()) {
            loop.submit(() -> {
                synchronized (monitor) {
                    log.add("entered");
                }
            });
            loop.submit(() -> {
                log.add("another");
                letGo.countDown();
            });
        }

        assertThat(log).isEqualTo(List.of("another", "entered"));
    }

    private void count() {
        for (int i = 0; i < 100; i++) {
            synchronized (monitor) {
                int seen = counter;
                Loop.yield();
                counter = seen + 1;
            }
        }
    }

    private void play(boolean mine) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            synchronized (monitor) {
                while (ping != mine) {
                    monitor.wait();
                }
                counter++;
                ping = !mine;
                monitor.notifyAll();
            }
        }
    }
}
