package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.Job;
import dev.weft.TaskGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a task prints as. */
class TaskTextTest {
    private static final String HERE = "dev[.]weft[.]loop[.]TaskTextTest[.][^ ]*[(]TaskTextTest[.]java:[0-9]+[)]";

    private static <T> Future<T> start(String name, Job<T> job) {
        return Loop.current().named(name).submit(job);
    }

    @Test
    void oneThatHasNotHadItsTurnIsPending() {
        var text = Loop.run(() -> start("soup", () -> 1).toString());

        assertThat(text).isEqualTo("Future[soup-1 pending, from TaskTextTest lambda]");
    }

    @Test
    void oneThatWaitsSaysWhatForAndWhere() {
        var text = Loop.run(() -> {
            var other = start("other", () -> {
                new CountDownLatch(1).await();
                return 1;
            });
            var task = start("soup", other::result);
            Loop.yield();
            return task + "\n" + other;
        });

        assertThat(text.lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .matches("Future\\[soup-1 running, waiting for job 'other-1'.*, from .*\\]"),
                        second -> assertThat(second)
                                .matches("Future\\[other-1 running, waiting for CountDownLatch.await on"
                                        + " CountDownLatch@[0-9a-f]+ at " + HERE + ", from TaskTextTest lambda\\]"));
    }

    @Test
    void oneThatWaitsWithoutSayingWhatForIsShownByTheMethodItHasCalled() {
        var text = Loop.run(() -> {
            var task = start("soup", () -> {
                Thread.sleep(Duration.ofDays(1));
                return 1;
            });
            Loop.yield();
            return task.toString();
        });

        assertThat(text).matches("Future\\[soup-1 running, waiting for Thread.sleep at " + HERE + ", from .*\\]");
    }

    @Test
    void oneThatRunsOrIsReadyIsRunning() {
        var text = Loop.run(() -> {
            var self = new ArrayList<Future<String>>();
            self.add(start("soup", () -> {
                Loop.yield();
                return self.getFirst().toString();
            }));
            Loop.yield();
            return self.getFirst() + "\n" + self.getFirst().result();
        });

        assertThat(text.lines()).containsOnly("Future[soup-1 running, from TaskTextTest lambda]");
    }

    @Test
    void oneThatIsDoneSaysWhatCameOut() {
        try (var loop = Loop.open()) {
            var value = loop.named("value").submit(() -> 1);
            var failure = loop.named("failure").submit(() -> {
                throw new IllegalStateException("burnt");
            });
            var cancelled = loop.named("cancelled").submit(() -> Thread.sleep(Duration.ofDays(1)));
            cancelled.cancel();
            cancelled.awaitStopped(Duration.ofMinutes(1));
            value.result();
            failure.exception();

            assertThat(value.toString()).isEqualTo("Future[value-1 succeeded Integer, from TaskTextTest lambda]");
            assertThat(failure.toString())
                    .isEqualTo("Future[failure-1 failed IllegalStateException, from TaskTextTest lambda]");
            assertThat(cancelled.toString()).isEqualTo("Future[cancelled-1 cancelled, from TaskTextTest lambda]");
        }
    }

    @Test
    void oneThatIsDoneWhileItsJobGoesOnSaysSo() {
        var text = Loop.run(() -> {
            var end = new CountDownLatch(1);
            var task = start(
                    "stubborn",
                    () -> TaskGroup.<Integer, Exception>cleanUp(() -> {
                        end.await();
                        return 1;
                    }));
            Loop.yield();
            task.cancel();
            var cancelled = task.toString();
            end.countDown();
            return cancelled;
        });

        assertThat(text).startsWith("Future[stubborn-1 cancelled, its job still waiting for CountDownLatch.await on ");
    }

    @Test
    void oneWithoutANameIsCalledAfterItsCodeOnce() {
        var text = Loop.run(() -> Loop.current().submit(() -> 1).toString());

        assertThat(text).isEqualTo("Future[TaskTextTest lambda pending]");
    }

    @Test
    void whereItWasSubmittedIsSaidIfThatIsRecorded() {
        try (var loop = Loop.builder().submitStacks(true).open()) {
            var task = loop.named("soup").submit(() -> 1);
            task.result();

            assertThat(task.toString()).matches("Future\\[soup-1 succeeded Integer, submitted at " + HERE + "\\]");
        }
    }

    @Test
    void twoThatWaitForEachOtherCanBePrinted() {
        var text = Loop.run(() -> {
            var both = new ArrayList<Future<Integer>>();
            both.add(start("egg", () -> both.get(1).result()));
            both.add(start("hen", () -> both.get(0).result()));
            Loop.yield();
            return both.toString();
        });

        assertThat(text).contains("waiting for job 'hen-1'", "waiting for job 'egg-1'");
    }
}
