package dev.weft.loop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Clock;
import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Futures;
import dev.weft.Promise;
import dev.weft.TaskGroup;
import dev.weft.WaitTimeoutException;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** In a simulation all of Weft's waits pass virtual time. */
class VirtualTimeTest {

    @Test
    void sleepsOfThirtyDaysEndAtOnceAndInOrder() {
        var run = Simulation.run(1, () -> {
            var log = new ArrayList<String>();
            TaskGroup.run(Loop.current(), group -> {
                for (int days : new int[] {30, 10, 20}) {
                    group.submit(() -> {
                        Clock.sleep(Duration.ofDays(days));
                        log.add("%d at %s".formatted(days, Loop.current().time().toDays()));
                    });
                }
            });
            return log;
        });

        assertThat(run.value()).containsExactly("10 at 10", "20 at 20", "30 at 30");
        assertThat(run.time()).isEqualTo(Duration.ofDays(30));
    }

    @Simulated(seeds = 5)
    void sleepOfALoopPassesVirtualTime() throws Exception {
        Loop.sleep(Duration.ofHours(5));

        assertThat(Loop.current().time()).isEqualTo(Duration.ofHours(5));
        assertThat(Loop.current().held().count()).isZero();
    }

    @Simulated(seeds = 20)
    void aJobWithinItsTimeEndsAndAnOverdueOneFails() {
        var loop = Loop.current();
        var inTime = loop.within(Duration.ofMinutes(3)).submit(() -> Clock.sleep(Duration.ofMinutes(2)));
        var overdue = loop.within(Duration.ofMinutes(3)).submit(() -> Clock.sleep(Duration.ofMinutes(4)));

        inTime.result();
        assertThatThrownBy(overdue::result).isInstanceOf(DeadlineExceededException.class);
        assertThat(loop.time()).isEqualTo(Duration.ofMinutes(3));
    }

    @Simulated(seeds = 20)
    void aDeadlineInterruptsItsBlock() {
        assertThatThrownBy(() -> Deadline.run(Duration.ofHours(1), () -> Clock.sleep(Duration.ofHours(2))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(Loop.current().time()).isEqualTo(Duration.ofHours(1));
    }

    @Simulated(seeds = 20)
    void aWaitForAResultRunsOutOfTime() {
        var never = Promise.<String>named("never").future();

        assertThatThrownBy(() -> never.result(Duration.ofDays(1))).isInstanceOf(WaitTimeoutException.class);
        assertThat(Loop.current().time()).isEqualTo(Duration.ofDays(1));
    }

    @Simulated(seeds = 20)
    void delayedAndPeriodicJobsRunAtTheirTimes() throws Exception {
        var loop = Loop.current();
        var log = new ArrayList<String>();
        loop.after(Duration.ofMinutes(25), () -> log.add("after " + loop.time()));
        loop.callLater(Duration.ofMinutes(35), () -> log.add("later " + loop.time()));
        loop.callAt(Duration.ofMinutes(45), () -> log.add("at " + loop.time()));
        loop.every(Duration.ofMinutes(20), () -> log.add("every " + loop.time()));

        Clock.sleep(Duration.ofMinutes(50));

        assertThat(log)
                .containsExactly("every PT0S", "every PT20M", "after PT25M", "later PT35M", "every PT40M", "at PT45M");
    }

    @Simulated(seeds = 50)
    void gatherAndAsCompletedWork() {
        var loop = Loop.current();
        var slow = loop.submit(() -> {
            Clock.sleep(Duration.ofSeconds(2));
            return "slow";
        });
        var fast = loop.submit(() -> {
            Clock.sleep(Duration.ofSeconds(1));
            return "fast";
        });

        assertThat(Futures.asCompleted(List.of(slow, fast)).stream().map(each -> each.result()))
                .containsExactly("fast", "slow");
        assertThat(Futures.gather(List.of(slow, fast)).result()).containsExactly("slow", "fast");
    }

    @Test
    void whatMainLeavesBehindIsCancelledAndCleansUp() {
        var log = new ArrayList<String>();

        var run = Simulation.run(3, () -> {
            var begun = new CountDownLatch(1);
            Loop.current().submit(() -> {
                begun.countDown();
                try {
                    Clock.sleep(Duration.ofDays(1));
                } finally {
                    TaskGroup.cleanUp(() -> Clock.sleep(Duration.ofSeconds(1)));
                    log.add("cleaned up");
                }
            });
            begun.await();
        });

        assertThat(log).containsExactly("cleaned up");
        assertThat(run.time()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void bothOrdersOfADeadlineAndTheEndOfASleepAreTried() {
        var outcomes = new TreeSet<String>();

        Simulation.explore(50, () -> {
            try {
                Deadline.run(Duration.ofSeconds(1), () -> Clock.sleep(Duration.ofSeconds(1)));
                outcomes.add("slept");
            } catch (DeadlineExceededException e) {
                outcomes.add("overdue");
            }
        });

        assertThat(outcomes).containsExactly("overdue", "slept");
    }
}
