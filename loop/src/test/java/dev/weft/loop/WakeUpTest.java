package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What wakes a coroutine, and how often it then has a turn. */
class WakeUpTest {
    private final Loop loop = Loop.open();
    // Used by coroutines of the loop, one at a time, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @Test
    void anInterruptByAnotherThreadEndsAWait() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var ended = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            return Ended.of(() -> new CountDownLatch(1).await());
        });
        Observed.waiting(thread.get());

        thread.get().interrupt();
        thread.get().interrupt();

        assertThat(ended.result().thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptEndsATimedWaitWhoseTimerThenDoesNothing() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var ended = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            var first = Ended.of(() -> new LinkedBlockingQueue<>().poll(1, TimeUnit.HOURS));
            Thread.sleep(1);
            return first;
        });
        Observed.waiting(thread.get());

        thread.get().interrupt();

        assertThat(ended.result().thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aPermitThatCameFirstIsNotLost() {
        loop.submit(() -> {
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.park();
                    log.add("went on");
                })
                .result();

        assertThat(log).containsExactly("went on");
    }

    @Test
    void threeUnparksAreOneTurn() {
        var parked = loop.submit(() -> {
            LockSupport.park();
            log.add("first park");
            LockSupport.parkNanos(1_000_000);
            log.add("second park");
        });
        var thread = new CompletableFuture<Thread>();
        loop.submit(() -> {
                    loop.running().forEach(task -> {
                        if (task == parked && task.thread() != null) {
                            thread.complete(task.thread());
                        }
                    });
                    for (int i = 0; i < 3; i++) {
                        LockSupport.unpark(thread.get());
                    }
                    log.add("unparked");
                })
                .result();
        parked.result();

        assertThat(log).containsExactly("unparked", "first park", "second park");
    }

    @Test
    void permitsThatRaceTheParkAreNotLost() throws Exception {
        var turns = 2_000;
        var turn = new AtomicBoolean();
        var thread = new CompletableFuture<Thread>();
        var parked = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            for (int i = 0; i < turns; i++) {
                while (!turn.compareAndSet(true, false)) {
                    LockSupport.park();
                }
            }
            return "done";
        });
        var waker = thread.get();
        for (int i = 0; i < turns; i++) {
            turn.set(true);
            LockSupport.unpark(waker);
            while (turn.get()) {
                Thread.onSpinWait();
            }
        }

        assertThat(parked.result()).isEqualTo("done");
    }

    @Test
    void whoTakesTheStacksOfReadyCoroutinesDoesNotMakeThemRunTwice() throws Exception {
        var turns = new int[20];
        var threads = new LinkedBlockingQueue<Thread>();
        var over = new AtomicBoolean();
        var looker = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                threads.forEach(Thread::getStackTrace);
            }
        });
        try (var busy = Loop.open()) {
            for (int i = 0; i < turns.length; i++) {
                int number = i;
                busy.submit(() -> {
                    threads.add(Thread.currentThread());
                    for (int turn = 0; turn < 500; turn++) {
                        int seen = turns[number];
                        Loop.yield();
                        turns[number] = seen + 1;
                        int before = seen;
                        busy.onCarrier(() -> assertThat(turns[number]).isEqualTo(before + 1));
                    }
                });
            }
        }
        over.set(true);
        looker.join();

        assertThat(turns).containsOnly(500);
    }
}
