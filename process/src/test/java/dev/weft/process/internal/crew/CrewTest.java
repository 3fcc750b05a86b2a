package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Action;
import dev.weft.BrokenPoolException;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.WhenFull;
import dev.weft.process.ProcessPool.WorkerOutput;
import dev.weft.process.WorkerDiedException;
import dev.weft.process.internal.launch.LaunchSettings;
import dev.weft.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a crew decides, on a clock that stands still and with workers that the test plays: no process, no socket, no waiting. */
class CrewTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
    private static final long SHORT = 1_000;
    private static final long LONG = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private @Nullable FakeWorkers made;

    private Crew crew(int workers) {
        return crew(workers, Integer.MAX_VALUE, null);
    }

    private Crew crew(int workers, int maxJobsPerWorker, @Nullable Action initializer) {
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
        return new Crew(settings, (crew, itsSettings) -> made = new FakeWorkers(crew, itsSettings));
    }

    private FakeWorkers workers() {
        return Objects.requireNonNull(made, "a crew was made");
    }

    private static List<Future<Integer>> submit(Crew crew, int count) {
        var futures = new ArrayList<Future<Integer>>();
        for (int number = 1; number <= count; number++) {
            int value = number;
            futures.add(crew.submit(() -> value));
        }
        return futures;
    }

    private static String[] runs(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "run " + number)
                .toArray(String[]::new);
    }

    /** Makes the only worker of {@code crew} one whose jobs are known to be short. */
    private FakeWorker quickWorker(Crew crew) throws Exception {
        var first = crew.submit(() -> 0);
        var worker = workers().ready(1);
        worker.answers(1, 0, SHORT);
        assertThat(first.resultNow()).isZero();
        return worker;
    }

    // ---- who gets a job

    @Test
    void aWorkerIsStartedForTheFirstJobAndGetsItOnceItIsReady() throws Exception {
        var crew = crew(2);
        var future = crew.submit(() -> 1);
        var worker = workers().worker(1);

        assertThat(worker.sent()).isEmpty();
        assertThat(future.status()).isEqualTo(Future.Status.PENDING);
        worker.connect();

        assertThat(worker.sent()).containsExactly("run 1");
        assertThat(future.status()).isEqualTo(Future.Status.RUNNING);
        worker.answers(1, 41);
        assertThat(future.resultNow()).isEqualTo(41);
        assertThat(workers().started()).hasSize(1);
    }

    @Test
    void asManyWorkersAreStartedAsJobsWaitAndNotMoreThanAllowed() {
        var crew = crew(2);

        submit(crew, 1);
        assertThat(workers().started()).hasSize(1);
        submit(crew, 2);
        assertThat(workers().started()).hasSize(2);
    }

    @Test
    void anIdleWorkerIsPreferredToOneThatRunsShortJobs() throws Exception {
        var crew = crew(2);
        submit(crew, 2);
        var first = workers().ready(1);
        var second = workers().ready(2);
        first.answers(1, 0, SHORT);
        second.answers(1, 0, SHORT);

        submit(crew, 2);

        assertThat(first.sent()).containsExactly("run 1", "run 2");
        assertThat(second.sent()).containsExactly("run 1", "run 2");
    }

    @Test
    void oneJobAtATimeIsSentUntilTheLengthOfTheJobsIsKnown() throws Exception {
        var crew = crew(1);
        submit(crew, 3);
        var worker = workers().ready(1);

        assertThat(worker.sent()).containsExactly("run 1");
        worker.answers(1, 0, SHORT);

        assertThat(worker.sent()).containsExactly("run 1", "run 2", "run 3");
        assertThat(crew.waiting()).isZero();
    }

    @Test
    void atMostSixtyFourShortJobsAreAtAWorker() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);

        submit(crew, 66);

        assertThat(worker.sent()).hasSize(1 + 64).endsWith("run 65");
        assertThat(crew.waiting()).isEqualTo(2);
    }

    @Test
    void nothingIsSentBehindJobsThatAreUsuallyLong() throws Exception {
        var crew = crew(1);
        submit(crew, 3);
        var worker = workers().ready(1);

        worker.answers(1, 0, LONG);

        assertThat(worker.sent()).containsExactly("run 1", "run 2");
    }

    @Test
    void nothingIsSentBehindAJobThatHasBeenRunningForLong() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        submit(crew, 1);
        clock.advance(Duration.ofNanos(LONG));

        submit(crew, 1);

        assertThat(worker.sent()).containsExactly(runs(1, 2));
        assertThat(crew.waiting()).isEqualTo(1);
    }

    @Test
    void aFullQueueRefusesAndTakesAgainWhenAJobWasSent() throws Exception {
        var crew = crew(1);
        submit(crew, 3);

        assertThatThrownBy(() -> crew.submit(() -> 4))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("pool 'crew' is full: 3 jobs wait, which is its queueLimit;"
                        + " make it larger or choose WhenFull.WAIT");

        workers().ready(1);
        assertThat(crew.submit(() -> 4).isDone()).isFalse();
    }

    // ---- jobs that wait in a worker

    @Test
    void anIdleWorkerGetsWhatWaitsBehindALongJobOfAnother() throws Exception {
        var crew = crew(2);
        var first = quickWorker(crew);
        var futures = submit(crew, 3);
        assertThat(first.sent()).containsExactly(runs(1, 4));
        idleSecondWorker(crew, first);

        clock.advance(Duration.ofMillis(2));
        assertThat(first.told()).containsExactly("give back 3", "give back 4");
        first.givesBack(3);
        first.givesBack(4);

        var second = workers().worker(2);
        assertThat(second.sent()).containsExactly("run 1", "run 2");
        second.answers(2, 2, LONG);
        assertThat(second.sent()).endsWith("run 3");
        second.answers(3, 3);
        assertThat(futures).extracting(Future::isDone).containsExactly(false, true, true);
    }

    /** Has a second worker started that has run one long job and is idle. */
    private void idleSecondWorker(Crew crew, FakeWorker busy) throws Exception {
        clock.advance(Duration.ofNanos(200_000)); // nothing more is sent to the first
        int sent = busy.sent().size();
        crew.submit(() -> 0);
        assertThat(busy.sent()).hasSize(sent);
        workers().ready(2).answers(1, 0, LONG);
    }

    @Test
    void aJobThatAWorkerGivesBackIsTheNextThatIsSent() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var futures = submit(crew, 2);
        clock.advance(Duration.ofNanos(LONG));
        submit(crew, 1);

        worker.givesBack(3);
        worker.answers(2, 1, SHORT);
        worker.answers(4, 2, SHORT);

        assertThat(futures).extracting(Future::resultNow).containsExactly(1, 2);
        assertThat(worker.sent()).containsExactly(runs(1, 5));
    }

    @Test
    void whatAWorkerThatIsTooLateToGiveAJobBackAnswersIsTaken() throws Exception {
        var crew = crew(2);
        var first = quickWorker(crew);
        var futures = submit(crew, 2);
        idleSecondWorker(crew, first);
        clock.advance(Duration.ofMillis(2));
        assertThat(first.told()).containsExactly("give back 3");

        first.answers(2, 1);
        first.answers(3, 2);

        assertThat(futures).extracting(Future::resultNow).containsExactly(1, 2);
        assertThat(workers().worker(2).sent()).containsExactly("run 1");
    }

    // ---- cancelled

    @Test
    void aJobThatIsCancelledWhileItWaitsIsNotSent() throws Exception {
        var crew = crew(1);
        var futures = submit(crew, 3);

        futures.get(0).cancel(true);
        futures.get(2).cancel(false);
        var worker = workers().ready(1);

        assertThat(crew.waiting()).isZero();
        worker.answers(1, 2);
        assertThat(futures.get(1).resultNow()).isEqualTo(2);
        assertThat(worker.sent()).containsExactly("run 1");
    }

    @Test
    void aJobThatIsCancelledWhileItWaitsInAWorkerStopsWhenThatHasGivenItBack() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var futures = submit(crew, 3);

        futures.get(1).cancel(true);

        assertThat(futures.get(1).isCancelled()).isTrue();
        assertThat(futures.get(1).awaitStopped(Duration.ZERO)).isFalse();
        assertThat(worker.told()).containsExactly("stop 3");
        worker.givesBack(3);
        assertThat(futures.get(1).awaitStopped(Duration.ZERO)).isTrue();
        worker.answers(2, 1);
        worker.answers(4, 3);
        assertThat(futures.get(2).resultNow()).isEqualTo(3);
        clock.advance(GRACE);
        assertThat(worker.isKilled()).isFalse();
    }

    @Test
    void aJobThatIsTakenBackForAnotherWorkerAndCancelledMeanwhileIsNotSentAgain() throws Exception {
        var crew = crew(2);
        var first = quickWorker(crew);
        var futures = submit(crew, 2);
        idleSecondWorker(crew, first);
        clock.advance(Duration.ofMillis(2));
        assertThat(first.told()).containsExactly("give back 3");

        futures.get(1).cancel(true);
        first.givesBack(3);

        assertThat(futures.get(1).awaitStopped(Duration.ZERO)).isTrue();
        assertThat(workers().worker(2).sent()).containsExactly("run 1");
    }

    @Test
    void aWorkerThatDoesNotStopItsCancelledJobIsKilledAfterTheGraceAndReplaced() throws Exception {
        var crew = crew(1);
        var futures = submit(crew, 2);
        var worker = workers().ready(1);

        futures.get(0).cancel(true);
        assertThat(worker.told()).containsExactly("stop 1");
        clock.advance(GRACE.minusNanos(1));
        assertThat(worker.isKilled()).isFalse();
        clock.advance(Duration.ofNanos(1));
        assertThat(worker.isKilled()).isTrue();
        assertThat(crew.whyKilled(worker.jvm()))
                .isEqualTo("job 'CrewTest lambda' was cancelled or overdue and did not stop within PT1S of being"
                        + " interrupted");
        assertThat(futures.get(0).awaitStopped(Duration.ZERO)).isFalse();
        worker.ends(137);

        assertThat(futures.get(0).awaitStopped(Duration.ZERO)).isTrue();
        workers().ready(2).answers(1, 2);
        assertThat(futures.get(1).resultNow()).isEqualTo(2);
    }

    @Test
    void aWorkerThatStopsItsCancelledJobInTimeStays() throws Exception {
        var crew = crew(1);
        var futures = submit(crew, 2);
        var worker = workers().ready(1);
        futures.get(0).cancel(true);

        worker.fails(1, new InterruptedException());
        clock.advance(GRACE);

        assertThat(futures.get(0).awaitStopped(Duration.ZERO)).isTrue();
        assertThat(worker.isKilled()).isFalse();
        assertThat(worker.sent()).containsExactly(runs(1, 2));
    }

    @Test
    void theNextJobIsNotKilledForACancelledOneThatStoppedInTime() throws Exception {
        var crew = crew(1);
        var futures = submit(crew, 1);
        var worker = workers().ready(1);
        futures.getFirst().cancel(true);
        worker.answers(1, 1);

        submit(crew, 1);
        clock.advance(GRACE);

        assertThat(worker.isKilled()).isFalse();
        assertThat(crew.running()).hasSize(1);
    }

    @Test
    void aJobThatIsCancelledWithoutAnInterruptIsLeftToItself() throws Exception {
        var crew = crew(1);
        var future = submit(crew, 1).getFirst();
        var worker = workers().ready(1);

        future.cancel(false);
        clock.advance(GRACE.multipliedBy(10));

        assertThat(worker.told()).containsExactly("give back 1");
        assertThat(worker.isKilled()).isFalse();
        worker.answers(1, 1);
        assertThat(future.awaitStopped(Duration.ZERO)).isTrue();
    }

    // ---- death

    @Test
    void ofTheJobsAtADeadWorkerTheFirstIsLostAndTheOthersRunElsewhereInOrderBeforeThoseThatWaited() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var futures = submit(crew, 3);
        clock.advance(Duration.ofNanos(LONG));
        futures.addAll(submit(crew, 1));

        worker.ends(9);

        assertThat(futures.getFirst().exceptionNow())
                .isInstanceOf(WorkerDiedException.class)
                .hasMessage("crew-1 (pid 4711) ended: exit code 9 while running job 'CrewTest lambda';"
                        + " it was not run again: Job.repeatable(job) says that it may be");
        var next = workers().ready(2);
        for (int number = 1; number <= 3; number++) {
            assertThat(next.sent()).contains("run " + number);
            next.answers(number, 10 * number, LONG);
        }
        assertThat(futures.subList(1, 4)).extracting(Future::resultNow).containsExactly(10, 20, 30);
    }

    @Test
    void aWorkerThatDiesWithoutAJobCostsNothing() throws Exception {
        var crew = crew(1);
        quickWorker(crew).ends(9);

        assertThat(workers().started()).hasSize(1);
        var future = submit(crew, 1).getFirst();
        workers().ready(2).answers(1, 1);
        assertThat(future.resultNow()).isEqualTo(1);
    }

    @Test
    void aRepeatableJobIsRunAgainUntilItHasTakenThreeWorkersWithIt() throws Exception {
        var crew = crew(1);
        var future = crew.submit(Job.repeatable(() -> 1));

        for (int death = 1; death <= 3; death++) {
            assertThat(future.isDone()).isFalse();
            workers().ready(death).ends(9);
        }

        assertThat(future.exceptionNow())
                .isInstanceOf(WorkerDiedException.class)
                .hasMessageEndingWith("it was run again and took each of its workers with it");
        assertThat(workers().started()).hasSize(3);
    }

    @Test
    void aRepeatableJobThatOnlyWaitedInWorkersThatDiedHasNotTakenThemWithIt() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        submit(crew, 7);
        var patient = crew.submit(Job.repeatable(() -> 1));
        for (int death = 1; death <= 3; death++) {
            assertThat(worker.jvm().sent()).hasSizeGreaterThan(1);
            worker.ends(9);
            worker = workers().ready(1 + death);
            worker.answers(1, 0, SHORT);
        }
        worker.ends(9);

        workers().ready(5).answers(1, 1);

        assertThat(patient.resultNow()).isEqualTo(1);
    }

    @Test
    void aJobThatIsRevokedAsItsWorkerDiesRunsElsewhereOnce() throws Exception {
        var crew = crew(2);
        var first = quickWorker(crew);
        var futures = submit(crew, 2);
        idleSecondWorker(crew, first);
        clock.advance(Duration.ofMillis(2));
        assertThat(first.told()).containsExactly("give back 3");

        first.ends(9);

        var second = workers().worker(2);
        assertThat(futures.get(0).exceptionNow()).isInstanceOf(WorkerDiedException.class);
        assertThat(second.sent()).containsExactly(runs(1, 2));
        second.answers(2, 2);
        assertThat(futures.get(1).resultNow()).isEqualTo(2);
    }

    @Test
    void aJobThatWasGivenBackBeforeItsWorkerDiedRunsElsewhereOnce() throws Exception {
        var crew = crew(2);
        var first = quickWorker(crew);
        var futures = submit(crew, 2);
        idleSecondWorker(crew, first);
        clock.advance(Duration.ofMillis(2));
        first.givesBack(3);

        first.ends(9);

        assertThat(futures.get(0).exceptionNow()).isInstanceOf(WorkerDiedException.class);
        assertThat(workers().worker(2).sent()).containsExactly(runs(1, 2));
        assertThat(futures.get(1).isDone()).isFalse();
    }

    @Test
    void aCancelledJobStopsWithItsWorkerAndStaysCancelled() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var futures = submit(crew, 2);
        futures.forEach(future -> future.cancel(true));

        worker.ends(9);

        assertThat(futures).allMatch(Future::isCancelled).allMatch(future -> future.awaitStopped(Duration.ZERO));
        assertThat(workers().started()).hasSize(1);
    }

    // ---- replaced

    @Test
    void aWorkerThatHasItsLastJobIsToldToFinishAndTheNextStartsMeanwhile() throws Exception {
        var crew = crew(1, 2, null);
        var futures = submit(crew, 3);
        var worker = workers().ready(1);
        worker.answers(1, 1, LONG);

        assertThat(worker.sent()).containsExactly("run 1", "run 2", "finish");
        assertThat(workers().started()).hasSize(2);
        workers().ready(2).answers(1, 3);
        worker.answers(2, 2);
        worker.ends(0);

        assertThat(futures).extracting(Future::resultNow).containsExactly(1, 2, 3);
        assertThat(workers().started()).hasSize(2);
    }

    @Test
    void aJobGivenBackByAWorkerThatFinishesRunsInTheNext() throws Exception {
        var crew = crew(1, 3, null);
        var worker = quickWorker(crew);
        var futures = submit(crew, 2);
        assertThat(worker.sent()).endsWith("run 3", "finish");

        worker.ends(9);

        assertThat(futures.get(0).exceptionNow()).isInstanceOf(WorkerDiedException.class);
        workers().ready(2).answers(1, 2);
        assertThat(futures.get(1).resultNow()).isEqualTo(2);
    }

    @Test
    void aWorkerThatSaysThatSomethingWasLeftBehindRunsWhatItHasAndIsReplaced() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var futures = submit(crew, 1);

        worker.retires("a job has left threads running");
        futures.addAll(submit(crew, 1));

        assertThat(worker.sent()).containsExactly("run 1", "run 2", "finish");
        worker.answers(2, 1);
        worker.ends(0);
        workers().ready(2).answers(1, 2);
        assertThat(futures).extracting(Future::resultNow).containsExactly(1, 2);
    }

    @Test
    void onlyAWorkerThatHasHadNothingToDoForTheIdleTimeoutIsToldToFinish() throws Exception {
        var crew = crew(2);
        submit(crew, 2);
        var first = workers().ready(1);
        var second = workers().ready(2);
        first.answers(1, 1, LONG);
        second.answers(1, 1, LONG);
        clock.advance(IDLE_TIMEOUT.dividedBy(2));
        submit(crew, 1);
        first.answers(2, 1, LONG);

        clock.advance(IDLE_TIMEOUT.dividedBy(2).plusSeconds(1));

        assertThat(second.sent()).endsWith("finish");
        assertThat(first.sent()).containsExactly(runs(1, 2));
        second.ends(0);
        clock.advance(IDLE_TIMEOUT);
        assertThat(first.sent()).endsWith("finish");
    }

    // ---- broken

    @Test
    void aFirstWorkerThatCannotStartBreaksThePoolForAllJobs() {
        var crew = crew(2);
        var futures = submit(crew, 2);

        workers().worker(1).cannotStart("no such program");

        futures.addAll(submit(crew, 1));
        assertThat(futures)
                .extracting(Future::exceptionNow)
                .allSatisfy(thrown -> assertThat(thrown)
                        .isInstanceOf(BrokenPoolException.class)
                        .hasMessageStartingWith("pool 'crew' is broken: its workers do not start: ")
                        .hasMessageContaining("crew-1 (pid 0) could not be started: no such program"));
        assertThat(workers().worker(2).isKilled()).isTrue();
        assertThat(workers().started()).hasSize(2);
    }

    @Test
    void whereWorkersHaveStartedBeforeThreeInARowThatDoNotBreakThePool() throws Exception {
        var crew = crew(1);
        quickWorker(crew).ends(0);
        var future = submit(crew, 1).getFirst();

        workers().worker(2).cannotStart("no room");
        workers().worker(3).cannotStart("no room");
        assertThat(future.isDone()).isFalse();
        workers().worker(4).cannotStart("no room");

        assertThat(future.exceptionNow()).isInstanceOf(BrokenPoolException.class);
        assertThat(workers().started()).hasSize(4);
    }

    @Test
    void startsThatFailNowAndThenDoNotBreakThePool() throws Exception {
        var crew = crew(1);
        quickWorker(crew).ends(0);
        for (int round = 0; round < 3; round++) {
            int next = workers().started().size() + 1;
            var future = submit(crew, 1).getFirst();
            workers().worker(next).cannotStart("no room");
            workers().worker(next + 1).cannotStart("no room");
            var worker = workers().ready(next + 2);
            worker.answers(1, 1);
            assertThat(future.resultNow()).isEqualTo(1);
            worker.ends(0);
        }
    }

    @Test
    void aWorkerGetsJobsOnceItsInitializerHasRun() throws Exception {
        var crew = crew(1, Integer.MAX_VALUE, () -> {});
        submit(crew, 1);
        var worker = workers().ready(1);

        assertThat(worker.sent()).containsExactly("run 0");
        worker.answers(0, null);

        assertThat(worker.sent()).containsExactly("run 0", "run 1");
    }

    @Test
    void anInitializerThatFailsBreaksThePool() throws Exception {
        var crew = crew(2, Integer.MAX_VALUE, () -> {});
        var futures = submit(crew, 2);
        var worker = workers().ready(1);

        worker.fails(0, new IllegalStateException("no license"));
        worker.ends(0);

        assertThat(futures)
                .extracting(Future::exceptionNow)
                .allSatisfy(thrown -> assertThat(thrown)
                        .isInstanceOf(BrokenPoolException.class)
                        .hasMessage("pool 'crew' is broken: its initializer failed:"
                                + " java.lang.IllegalStateException: no license")
                        .hasCauseInstanceOf(IllegalStateException.class));
        assertThat(workers().started()).hasSize(2);
    }

    @Test
    void aWorkerThatAnswersAJobWhichItDoesNotRunIsKilled() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);

        worker.answers(7, 1);

        assertThat(worker.isKilled()).isTrue();
        assertThat(crew.whyKilled(worker.jvm())).isEqualTo("it answered job 7, which it does not run");
    }

    // ---- the end

    @Test
    void aPoolThatIsShutDownRunsWhatItHasThenEndsItsWorkersAndThenIsTerminated() throws Exception {
        var crew = crew(1);
        var futures = submit(crew, 2);
        var worker = workers().ready(1);

        crew.shutdown();
        assertThatThrownBy(() -> crew.submit(() -> 3)).isInstanceOf(RejectedExecutionException.class);
        worker.answers(1, 1);
        assertThat(worker.sent()).containsExactly(runs(1, 2));
        worker.answers(2, 2);

        assertThat(futures).extracting(Future::resultNow).containsExactly(1, 2);
        assertThat(worker.sent()).endsWith("finish");
        assertThat(crew.isTerminated()).isFalse();
        worker.ends(0);
        assertThat(crew.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(workers().isClosed()).isTrue();
    }

    @Test
    void aWorkerThatDoesNotEndWithItsPoolIsKilled() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);

        crew.shutdown();
        clock.advance(Duration.ofSeconds(5));

        assertThat(worker.isKilled()).isTrue();
        assertThat(crew.whyKilled(worker.jvm())).isEqualTo("it did not end when its pool did");
        worker.ends(137);
        assertThat(crew.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aPoolThatWasNeverUsedEndsWithoutAWorker() throws Exception {
        var crew = crew(1);

        crew.shutdown();

        assertThat(crew.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(workers().started()).isEmpty();
    }
}
