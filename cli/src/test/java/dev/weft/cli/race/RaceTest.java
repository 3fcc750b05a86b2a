package dev.weft.cli.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RaceTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        executor.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "ADDER"})
    void aGuardKeepsEveryUpdateInOneRound(Guard guard) throws Exception {
        RaceResult result = new Race(executor).run(guard);

        assertThat(result.counted()).isEqualTo(2_000_000);
        assertThat(result.lost()).isZero();
        assertThat(result.rounds()).isOne();
    }

    @Test
    void withoutAGuardRoundsEndAtTheFirstLostUpdateOrTheTenth() throws Exception {
        RaceResult result = new Race(executor).run(Guard.NONE);

        assertThat(result.expected()).isEqualTo(2_000_000);
        assertThat(result.counted()).isBetween(1L, 2_000_000L);
        assertThat(result.rounds()).isBetween(1, 10);
        assertThat(result.lost() > 0 || result.rounds() == 10).isTrue();
    }

    @Test
    void theTimeIsThatFromTheStartToTheEnd() throws Exception {
        var nanos = new AtomicLong();
        var race = new Race(executor, Duration.ofMinutes(1), () -> nanos.getAndAdd(5));

        assertThat(race.run(Guard.LOCK).time()).isEqualTo(Duration.ofNanos(5));
    }

    @Test
    void anExecutorWithOneThreadIsRefused() {
        try (var single = Executors.newSingleThreadExecutor()) {
            var race = new Race(single, Duration.ZERO, System::nanoTime);

            assertThatThrownBy(() -> race.run(Guard.LOCK))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the 2 jobs of a race did not start together within PT0S:"
                            + " the pool must run 2 jobs at the same time")
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void anInterruptCancelsTheJobs() throws Exception {
        try (var single = Executors.newSingleThreadExecutor()) {
            var race = new Race(single, Duration.ofDays(1), System::nanoTime);
            var run = new FutureTask<>(() -> race.run(Guard.LOCK));
            Thread thread = Thread.ofVirtual().start(run);

            thread.interrupt();

            assertThatThrownBy(run::get).hasCauseInstanceOf(InterruptedException.class);
        } // closing waits for the jobs: it would hang if they went on
    }
}
