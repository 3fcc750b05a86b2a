package dev.weft.loop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.TaskGroup;
import dev.weft.WaitInterruptedException;
import dev.weft.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What exploring seeds finds, and how it says so. */
class ExplorationTest {

    private static String order() {
        var log = new StringBuilder();
        TaskGroup.run(Loop.current(), group -> {
            for (var name : List.of("a", "b", "c")) {
                group.submit(() -> log.append(name));
            }
        });
        return log.toString();
    }

    @Test
    void everyOrderOfThreeIsTried() {
        var orders = new TreeSet<String>();

        var exploration = Simulation.explore(200, () -> orders.add(order()));

        assertThat(orders).containsExactly("abc", "acb", "bac", "bca", "cab", "cba");
        assertThat(exploration.seeds()).isEqualTo(200);
        assertThat(exploration.orders()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void stopsAtTheFirstSeedThatFailsAndSaysHowToReplayIt() {
        var runs = new AtomicInteger();

        var failure = catchThrowableOfType(
                SimulationFailedError.class,
                () -> Simulation.explore(1_000, () -> {
                    runs.incrementAndGet();
                    assertThat(order()).isNotEqualTo("cba");
                }));

        assertThat(runs.get()).isEqualTo(failure.seed() + 1);
        assertThat(failure)
                .hasMessageStartingWith("seed %d fails: ".formatted(failure.seed()))
                .hasMessageContaining(
                        "replay it: Simulation.run(%1$d, main), or @Simulated(seed = %1$d)".formatted(failure.seed()))
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(failure.trace().steps()).isNotEmpty();
    }

    @Test
    void aSeedGivesTheSameOrderAgain() {
        var orders = new ArrayList<String>();

        for (int i = 0; i < 20; i++) {
            orders.add(Simulation.run(17, ExplorationTest::order).value());
        }

        assertThat(orders).containsOnly(orders.getFirst());
    }

    @Test
    void aBuilderSetsWhereToBegin() {
        var failure = catchThrowableOfType(
                SimulationFailedError.class,
                () -> Simulation.builder().firstSeed(40).explore(10, () -> {
                    throw new IllegalStateException("always");
                }));

        assertThat(failure.seed()).isEqualTo(40);
    }

    @Test
    void aJobThatFailsUnaskedFailsTheSimulation() {
        assertThatThrownBy(() -> Simulation.run(0, () -> {
                    var done = new CountDownLatch(1);
                    Loop.current().named("forgotten").submit(() -> {
                        done.countDown();
                        throw new IllegalStateException("oops");
                    });
                    done.await();
                }))
                .isInstanceOf(SimulationFailedError.class)
                .hasMessageContaining(
                        "job 'forgotten-1' failed and nobody asked why: java.lang.IllegalStateException: oops");
    }

    @Test
    void aProgramThatNeverEndsIsToldApart() {
        assertThatThrownBy(() -> Simulation.builder().maxSteps(1_000).run(0, () -> {
                    while (true) {
                        Loop.yield();
                    }
                }))
                .hasMessageContaining("still not over after 1000 steps")
                .hasMessageContaining("#1 'main'");
    }

    @Test
    void refusesToRunInsideAnother() {
        assertThatThrownBy(() -> Simulation.run(0, () -> Simulation.run(1, () -> {})))
                .hasMessageContaining("a simulation cannot be run inside of another one");
    }

    @Test
    void refusesNoSeedsAndNoSteps() {
        assertThatThrownBy(() -> Simulation.explore(0, () -> {})).hasMessage("seeds must be at least 1, was 0");
        assertThatThrownBy(() -> Simulation.builder().maxSteps(0)).hasMessage("maxSteps must be at least 1, was 0");
    }

    @Test
    void anInterruptEndsTheSimulation() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Simulation.run(0, () -> {
                    while (true) {
                        Loop.yield();
                    }
                }))
                .isInstanceOf(WaitInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theBareThreadCanBeReached() {
        var run = Simulation.run(0, () -> {
            boolean before = Thread.currentThread().isVirtual();
            boolean there =
                    Loop.current().onCarrier(() -> Thread.currentThread().isVirtual());
            return before + " " + there;
        });

        assertThat(run.value()).isEqualTo("true false");
    }

    @Test
    void threadsOfTheLoopsFactoryTakePart() {
        var run = Simulation.run(5, () -> {
            var log = new ArrayList<String>();
            var thread = Loop.current().threadFactory().newThread(() -> log.add("ran"));
            thread.start();
            thread.join();
            return log;
        });

        assertThat(run.value()).containsExactly("ran");
    }
}
