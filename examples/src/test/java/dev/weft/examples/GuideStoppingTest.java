package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import dev.weft.testkit.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of the guide's chapters on cancelling, deadlines and clean-up. */
class GuideStoppingTest {
    private final Signal uploading = Signal.create();
    private final Signal removed = Signal.create();

    @Test
    void cancelEndsTheFutureAtOnceAndTheJobSoon() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.virtual()) {
                var nap = pool.submit(() -> Thread.sleep(Duration.ofDays(1)));
                nap.cancel();
                IO.println(nap.status()); // CANCELLED
                IO.println(nap.awaitStopped(Duration.ofSeconds(10))); // true: it was interrupted, and has ended
            }
        });

        assertThat(printed).containsExactly("CANCELLED", "true");
    }

    @Test
    void aViewGivesEachJobADeadline() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.virtual()) {
                Future<String> answer = pool.within(Duration.ofMillis(50)).submit(() -> slowAnswer());
                try {
                    IO.println(answer.result());
                } catch (DeadlineExceededException e) {
                    IO.println(answer.status()); // FAILED
                }
            }
        });

        assertThat(printed).containsExactly("FAILED");
    }

    @Test
    void aBlockHasADeadline() throws Exception {
        var printed = Printed.by(() -> {
            try {
                Deadline.run(Duration.ofMillis(50), () -> Thread.sleep(Duration.ofDays(1)));
            } catch (DeadlineExceededException e) {
                IO.println(e.getMessage()); // the block was not done within PT0.05S
            }
        });

        assertThat(printed).containsExactly("the block was not done within PT0.05S");
    }

    @Test
    void stepsShareADeadline() {
        try (Pool pool = ThreadPool.virtual()) {
            var deadline = Deadline.after(Duration.ofSeconds(10)); // for both steps together
            String head = deadline.run(() -> read("head"));
            String body = pool.submit(() -> read("body")).result(deadline.remaining());

            assertThat(head + body).isEqualTo("headbody");
        }
    }

    @Test
    void aCancelWaitsForTheCleanUp() throws Exception {
        try (Pool pool = ThreadPool.virtual()) {
            var upload = pool.submit(() -> {
                try {
                    upload("report");
                } finally {
                    TaskGroup.cleanUp(() -> removeHalfOf("report"));
                }
            });
            uploading.await();
            upload.cancel();

            assertThat(upload.awaitStopped(Signal.SAFETY_LIMIT)).isTrue();
            assertThat(removed.isSet()).isTrue();
        }
    }

    private static String slowAnswer() throws InterruptedException {
        Thread.sleep(Duration.ofDays(1));
        return "42";
    }

    private static String read(String part) {
        return part;
    }

    private void upload(String name) throws InterruptedException {
        uploading.set();
        Signal.create().await(); // for a signal that never comes
        throw new AssertionError(name + " was uploaded");
    }

    private void removeHalfOf(String name) {
        assertThat(name).isEqualTo("report");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        removed.set();
    }
}
