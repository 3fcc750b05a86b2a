package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.PoolEvent.PoolStarved;
import dev.weft.ThreadPool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pool whose threads all wait for its own jobs says so. */
class StarvationTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;

    @Test
    void aPoolThatWaitsForItselfSaysWhoWaitsForWhom() {
        try (var pool = ThreadPool.builder().name("mill").threads(1).open();
                var events = new RecordedEvents()) {
            var outer = pool.named("outer")
                    .submit(() -> pool.named("inner").submit(() -> "inner").result());
            Observed.until("the report", () -> !reports(events, pool).isEmpty());

            assertThat(reports(events, pool))
                    .singleElement()
                    .satisfies(report -> assertThat(report)
                            .contains(
                                    "pool 'mill' cannot go on",
                                    "each of its threads (1)",
                                    "jobs waiting for a thread: 1")
                            .contains("mill-1 (job 'outer-1') waits for", "inner-1"));
            outer.cancel();
        }
    }

    private static List<String> reports(RecordedEvents events, Pool pool) {
        return events.of(PoolStarved.class).stream()
                .filter(event -> event.pool().equals(pool.name()))
                .map(PoolStarved::report)
                .toList();
    }

    @Test
    void everyThreadThatWaitsIsNamedAndTheReportComesOnce() throws Exception {
        try (var pool = ThreadPool.builder().name("mill").threads(2).open();
                var events = new RecordedEvents()) {
            var started = Signal.create();
            var both = List.of(waitsForItsOwn(pool, started), waitsForItsOwn(pool, started));
            Observed.until("the report", () -> !reports(events, pool).isEmpty());

            assertThat(reports(events, pool))
                    .singleElement()
                    .satisfies(report -> assertThat(report).contains("mill-1 (job", "mill-2 (job"));
            both.forEach(Future::cancel);
        }
    }

    /** Returns a job that waits for a second one once all threads of the pool are taken. */
    private static Future<?> waitsForItsOwn(ThreadPool pool, Signal started) {
        return pool.submit(() -> {
            started.set();
            started.awaitCount(2);
            return Futures.gather(List.of(pool.submit(() -> 1), pool.submit(() -> 2)))
                    .result();
        });
    }

    @Test
    void aPoolWithAThreadLeftIsNotReported() {
        try (var pool = ThreadPool.builder().name("mill").threads(2).open();
                var events = new RecordedEvents()) {
            var outer = pool.submit(() -> pool.submit(() -> "inner").result());

            assertThat(outer.result(LIMIT)).isEqualTo("inner");
            assertThat(reports(events, pool)).isEmpty();
        }
    }

    @Test
    void waitingForAnotherPoolIsNotReported() {
        try (var other = ThreadPool.open(1);
                var pool = ThreadPool.builder().name("mill").threads(1).open();
                var events = new RecordedEvents()) {
            var outer = pool.submit(() -> other.submit(() -> "inner").result());

            assertThat(outer.result(LIMIT)).isEqualTo("inner");
            assertThat(reports(events, pool)).isEmpty();
        }
    }
}
