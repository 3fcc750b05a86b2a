package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Events;
import dev.weft.JobOptions;
import dev.weft.PoolEvent;
import dev.weft.testkit.Observed;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A coroutine's failure that nobody looked at is told once. */
class UnobservedFailureTest {
    @Test
    void itIsToldOnceWithItsReason() {
        Queue<PoolEvent.FailureUnobserved> told = new ConcurrentLinkedQueue<>();
        try (var loop = Loop.open();
                var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.FailureUnobserved unobserved) {
                        told.add(unobserved);
                    }
                })) {
            fail(loop, "unseen");
            awaitTold(told, "unseen");
            fail(loop, "later");
            awaitTold(told, "later");

            assertThat(told)
                    .filteredOn(event -> event.job().equals("unseen"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.reason()).hasMessage("boom of unseen"));
        }
    }

    @Test
    void oneThatACoroutineLookedAtIsNotTold() {
        Queue<PoolEvent.FailureUnobserved> told = new ConcurrentLinkedQueue<>();
        try (var loop = Loop.open();
                var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.FailureUnobserved unobserved) {
                        told.add(unobserved);
                    }
                })) {
            loop.submit(() -> failing(loop, "seen").exception()).result();
            fail(loop, "later");
            awaitTold(told, "later");

            assertThat(told).noneMatch(event -> event.job().equals("seen"));
        }
    }

    private static void fail(Loop loop, String name) {
        failing(loop, name);
    }

    private static dev.weft.Future<?> failing(Loop loop, String name) {
        return loop.submit(JobOptions.none().withName(name), () -> {
            throw new IllegalStateException("boom of " + name);
        });
    }

    private static void awaitTold(Queue<PoolEvent.FailureUnobserved> told, String job) {
        Observed.until("the event of " + job, () -> {
            System.gc();
            return told.stream().anyMatch(event -> event.job().equals(job));
        });
    }
}
