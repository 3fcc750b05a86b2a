package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** {@code callSoon}, {@code callLater}, {@code callAt}, their handles, and the loop's time. */
class CallTest {
    private static final Duration HOUR = Duration.ofHours(1);

    // Used by coroutines of one loop, one at a time, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @Test
    void callbacksRunInOrderAfterWhatIsReady() {
        try (var loop = Loop.open()) {
            loop.submit(() -> {
                        loop.submit(() -> {
                            log.add("job");
                        });
                        loop.callSoon(() -> log.add("a"));
                        loop.callSoon(() -> log.add("b"));
                        log.add("main");
                    })
                    .result();
        }

        assertThat(log).containsExactly("main", "job", "a", "b");
    }

    @Test
    void callbacksOfDifferentInstantsRunInTheOrderOfTime() {
        Loop.run(() -> {
            var loop = Loop.current();
            var last = new CountDownLatch(5);
            var start = loop.time().plusMillis(1);
            for (int nanos : List.of(5, 3, 1, 4, 2)) {
                loop.callAt(start.plusNanos(nanos), () -> say(Integer.toString(nanos), last));
            }
            last.await();
        });

        assertThat(log).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void callbacksOfOneInstantRunInTheOrderOfSetting() {
        var expected = new ArrayList<String>();
        Loop.run(() -> {
            var loop = Loop.current();
            var last = new CountDownLatch(1_000);
            var when = loop.time().plusMillis(1);
            for (int i = 0; i < 1_000; i++) {
                var name = Integer.toString(i);
                expected.add(name);
                loop.callAt(when, () -> say(name, last));
            }
            last.await();
        });

        assertThat(log).isEqualTo(expected);
    }

    @Test
    void callbacksOfOneDelayRunInTheOrderOfSetting() {
        var expected = new ArrayList<String>();
        Loop.run(() -> {
            var loop = Loop.current();
            var last = new CountDownLatch(1_000);
            for (int i = 0; i < 1_000; i++) {
                var name = Integer.toString(i);
                expected.add(name);
                loop.callLater(Duration.ofNanos(1), () -> say(name, last));
            }
            last.await();
        });

        assertThat(log).isEqualTo(expected);
    }

    @Test
    void cancelledCallbacksNeverRun() {
        Loop.run(() -> {
            var loop = Loop.current();
            var soon = loop.time().plusNanos(1);
            var handles = List.of(
                    loop.callSoon(() -> log.add("soon")),
                    loop.callLater(Duration.ofNanos(1), () -> log.add("later")),
                    loop.callAt(soon, () -> log.add("at")),
                    loop.callAt(HOUR, () -> log.add("in an hour")));

            handles.forEach(Handle::cancel);
            loop.callAt(soon, () -> log.add("kept")).future().result();

            assertThat(handles).allMatch(Handle::isCancelled);
        });

        assertThat(log).containsExactly("kept");
    }

    @Test
    void cancellingACallbackThatWaitsLetsItGoOn() {
        Loop.run(() -> {
            var loop = Loop.current();
            var release = new CountDownLatch(1);
            var ended = new CountDownLatch(1);
            var handle = loop.callSoon(() -> {
                release.await();
                log.add("went on");
                ended.countDown();
            });
            Loop.yield();

            handle.cancel();
            release.countDown();
            ended.await();
        });

        assertThat(log).containsExactly("went on");
    }

    @Test
    void aCallbackThatIsSetByAnotherThreadRunsOnTheLoop() throws Exception {
        var ranIn = new AtomicReference<Loop>();
        try (var loop = Loop.open()) {
            loop.callLater(Duration.ofNanos(1), () -> ranIn.set(Loop.current()))
                    .future()
                    .result();

            assertThat(ranIn).hasValue(loop);
        }
    }

    @Test
    void whatIsLeftWhenTheLoopClosesIsCancelled() {
        var loop = Loop.open();
        var handles = List.of(loop.callLater(HOUR, () -> log.add("later")), loop.callAt(HOUR, () -> log.add("at")));

        loop.close();

        assertThat(handles).allMatch(Handle::isCancelled);
        assertThat(log).isEmpty();
    }

    @Test
    void timeCountsFromTheOpeningAndNeverGoesBack() {
        long before = System.nanoTime();
        Loop.run(() -> {
            var last = Duration.ZERO;
            for (int i = 0; i < 1_000; i++) {
                var now = Loop.current().time();
                assertThat(now).isBetween(last, Duration.ofNanos(System.nanoTime() - before));
                last = now;
                Loop.yield();
            }
        });
    }

    @Test
    void aWaitWithoutEndDoesNotKeepATimerThatIsOverdueFromFiring() {
        try (var loop = Loop.open()) {
            loop.submit(() -> {
                        var overdue = new CountDownLatch(1);
                        loop.submit(() -> {
                            var when = loop.time().plusNanos(1);
                            loop.callAt(when, overdue::countDown);
                            Observed.spinUntil(() -> loop.time().compareTo(when) > 0);
                        });
                        // In the same pass: the loop has not looked at its timers meanwhile.
                        var endless = loop.submit(() -> Thread.sleep(Duration.ofSeconds(Long.MAX_VALUE)));
                        overdue.await();
                        endless.cancel();
                    })
                    .result();
        }
    }

    private void say(String what, CountDownLatch last) {
        log.add(what);
        last.countDown();
    }
}
