package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Events;
import dev.weft.Pool;
import dev.weft.PoolEvent.FailureUnobserved;
import dev.weft.ThreadPool;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failure that nobody asked about is told once its future is garbage. */
class UnobservedFailureTest {
    private final Queue<FailureUnobserved> events = new ConcurrentLinkedQueue<>();
    // Keeps nothing else: the other events refer to futures, which could not become garbage then.
    private final Events.Subscription subscription = Events.subscribe(event -> {
        if (event instanceof FailureUnobserved unobserved) {
            events.add(unobserved);
        }
    });
    private final ThreadPool pool = ThreadPool.open(1);

    @AfterEach
    void close() {
        subscription.close();
        pool.closeNow();
    }

    @Test
    void aFailureThatNobodyAskedAboutIsTold() {
        fail(pool.named("unseen"), "boom");

        awaitEvent("unseen-1");

        assertThat(events)
                .filteredOn(event -> event.job().equals("unseen-1"))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).hasMessage("boom"));
    }

    @Test
    void aFailureBehindAViewIsToldOnce() {
        fail(pool.limit(1).named("viewed"), "boom");
        awaitEvent("viewed-1");
        fail(pool.named("later"), "boom");
        awaitEvent("later-1");

        assertThat(events).filteredOn(event -> event.job().equals("viewed-1")).hasSize(1);
    }

    @Test
    void aFailureThatSomebodyAskedAboutIsNotTold() {
        failAndLook(pool.named("seen"));
        fail(pool.named("unseen"), "boom");
        awaitEvent("unseen-1");
        fail(pool.named("later"), "boom");
        awaitEvent("later-1");

        assertThat(events).noneMatch(event -> event.job().equals("seen-1"));
    }

    @Test
    void theReportSaysWhereTheJobWasSubmittedIfThatIsRecorded() {
        try (var log = new LoggedMessages();
                var recording = ThreadPool.builder().submitStacks(true).open()) {
            fail(recording.named("recorded"), "boom");
            fail(pool.named("plain"), "boom");
            awaitEvent("recorded-1");
            awaitEvent("plain-1");

            assertThat(log.about("recorded-1"))
                    .singleElement()
                    .asString()
                    .startsWith("job 'recorded-1' failed and nobody asked why; it was submitted\n\tat ")
                    .contains("UnobservedFailureTest.fail(UnobservedFailureTest.java:")
                    .endsWith("\nand failed with");
            assertThat(log.about("plain-1")).containsExactly("job 'plain-1' failed and nobody asked why");
        }
    }

    private static void failAndLook(Pool pool) {
        assertThat(pool.submit(Jobs.failing("boom")).exception()).hasMessage("boom");
    }

    private static void fail(Pool pool, String message) {
        pool.submit(Jobs.failing(message));
    }

    private void awaitEvent(String job) {
        Observed.until("the event of " + job, () -> {
            System.gc();
            return events.stream().anyMatch(event -> event.job().equals(job));
        });
    }
}
