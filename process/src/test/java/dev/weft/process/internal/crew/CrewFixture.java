package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Action;
import dev.weft.Future;
import dev.weft.WhenFull;
import dev.weft.process.ProcessPool.WorkerOutput;
import dev.weft.process.internal.launch.LaunchSettings;
import dev.weft.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A crew on a clock that stands still, with workers that the test plays: no process, no socket, no waiting. */
abstract class CrewFixture {
    static final Duration GRACE = Duration.ofSeconds(1);
    static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
    static final long SHORT = 1_000;
    static final long LONG = 1_000_000;

    final ManualClock clock = new ManualClock();
    private @Nullable FakeWorkers made;

    final Crew crew(int workers) {
        return crew(workers, Integer.MAX_VALUE, null);
    }

    final Crew crew(int workers, int maxJobsPerWorker, @Nullable Action initializer) {
        return crew(workers, maxJobsPerWorker, initializer, false);
    }

    /** Returns a crew of one worker, whose first job goes by standard input. */
    final Crew coldCrew() {
        return crew(1, Integer.MAX_VALUE, null, true);
    }

    private Crew crew(int workers, int maxJobsPerWorker, @Nullable Action initializer, boolean takesFirst) {
        var settings = new CrewSettings(
                "crew",
                workers,
                3,
                WhenFull.REJECT,
                initializer,
                GRACE,
                IDLE_TIMEOUT,
                maxJobsPerWorker,
                WorkerOutput.labelled(),
                LaunchSettings.of("crew", workers),
                clock);
        return new Crew(settings, (crew, itsSettings) -> made = new FakeWorkers(crew, itsSettings, takesFirst));
    }

    final FakeWorkers workers() {
        return Objects.requireNonNull(made, "a crew was made");
    }

    static List<Future<Integer>> submit(Crew crew, int count) {
        var futures = new ArrayList<Future<Integer>>();
        for (int number = 1; number <= count; number++) {
            int value = number;
            futures.add(crew.submit(() -> value));
        }
        return futures;
    }

    static String[] runs(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "run " + number)
                .toArray(String[]::new);
    }

    /** Makes the only worker of {@code crew} one whose jobs are known to be short. */
    final FakeWorker quickWorker(Crew crew) throws Exception {
        var first = crew.submit(() -> 0);
        var worker = workers().ready(1);
        worker.answers(1, 0, SHORT);
        assertThat(first.resultNow()).isZero();
        return worker;
    }

    /** Has a second worker started that has run one long job and is idle. */
    final void idleSecondWorker(Crew crew, FakeWorker busy) throws Exception {
        clock.advance(Duration.ofNanos(200_000)); // nothing more is sent to the first
        int sent = busy.sent().size();
        crew.submit(() -> 0);
        assertThat(busy.sent()).hasSize(sent);
        workers().ready(2).answers(1, 0, LONG);
    }
}
