package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Who has a turn when: as asyncio has it. */
class OrderTest {
    // Used by coroutines of one loop, one at a time, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @Test
    void coroutinesStartInTheOrderOfSubmitting() {
        Loop.run(() -> {
            var loop = Loop.current();
            var jobs = List.of(submit(loop, "a"), submit(loop, "b"), submit(loop, "c"));
            log.add("main");
            jobs.forEach(Future::result);
        });

        assertThat(log).containsExactly("main", "a", "b", "c");
    }

    @Test
    void jobsThatAnotherThreadSubmitsStartInThatOrder() {
        var loop = Loop.open();
        for (int i = 0; i < 1_000; i++) {
            submit(loop, Integer.toString(i));
        }
        loop.close();

        assertThat(log).hasSize(1_000).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void readyCoroutinesTakeTurns() {
        try (var loop = Loop.open()) {
            loop.submit(() -> {
                        for (var name : List.of("a", "b", "c")) {
                            loop.submit(() -> {
                                for (int turn = 1; turn <= 3; turn++) {
                                    log.add(name + turn);
                                    Loop.yield();
                                }
                            });
                        }
                    })
                    .result();
        }

        assertThat(log).containsExactly("a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3");
    }

    @Test
    void whatBecomesReadyInAPassRunsInTheNextAfterTimersAreLookedAt() {
        Loop.run(() -> {
            var loop = Loop.current();
            var last = new CountDownLatch(3);
            loop.callSoon(() -> {
                log.add("first pass");
                loop.callLater(Duration.ZERO, () -> say("timer", last));
                loop.callSoon(() -> {
                    say("second pass", last);
                    loop.callSoon(() -> say("third pass", last));
                });
            });
            last.await();
        });

        assertThat(log).containsExactly("first pass", "second pass", "timer", "third pass");
    }

    @Test
    void waitersOfASemaphoreGoOnInTheOrderInWhichTheyCame() {
        try (var loop = Loop.open()) {
            loop.submit(() -> {
                        var permits = new Semaphore(0, true);
                        for (var name : List.of("a", "b", "c")) {
                            loop.submit(() -> {
                                permits.acquire();
                                log.add(name);
                            });
                        }
                        Loop.yield();
                        permits.release(3);
                        log.add("released");
                    })
                    .result();
        }

        assertThat(log).containsExactly("released", "a", "b", "c");
    }

    @Test
    void aCoroutineKeepsTheThreadBetweenTwoWaits() {
        int[] counter = {0};
        try (var loop = Loop.open()) {
            for (int i = 0; i < 100; i++) {
                loop.submit(() -> {
                    for (int round = 0; round < 100; round++) {
                        int seen = counter[0];
                        log.add("between read and write");
                        counter[0] = seen + 1;
                        Loop.yield();
                    }
                });
            }
        }

        assertThat(counter[0]).isEqualTo(10_000);
    }

    private Future<?> submit(Loop loop, String name) {
        return loop.submit(() -> {
            log.add(name);
        });
    }

    private void say(String what, CountDownLatch last) {
        log.add(what);
        last.countDown();
    }
}
