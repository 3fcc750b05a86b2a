package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.BrokenPoolException;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.process.WorkerDiedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a crew does when workers die, are replaced, or do not start. */
class CrewLossesTest extends CrewFixture {

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
                .hasMessage("crew-1 (pid 4711) ended: exit code 9 while running job 'CrewFixture lambda';"
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
    void aWorkerThatDiesWhileItRunsTheInitializerIsReportedSo() throws Exception {
        var crew = crew(1, Integer.MAX_VALUE, () -> {});
        var future = crew.submit(() -> 1);
        var worker = workers().ready(1);

        worker.ends(3);

        assertThat(future.exceptionNow())
                .hasMessage("pool 'crew' is broken: its initializer failed: dev.weft.process.WorkerDiedException:"
                        + " crew-1 (pid 4711) ended: exit code 3 while running the initializer");
    }

    @Test
    void aWorkerThatDiesBeforeItHasTheInitializerIsNotReportedSo() throws Exception {
        var crew = crew(1, Integer.MAX_VALUE, () -> {});
        var future = crew.submit(() -> 1);

        workers().worker(1).ends(3);

        assertThat(future.exceptionNow())
                .hasMessageContaining("its workers do not start")
                .hasMessageNotContaining("initializer");
    }

    @Test
    void aWorkerThatAnswersAJobWhichItDoesNotRunIsKilled() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);

        worker.answers(7, 1);

        assertThat(worker.isKilled()).isTrue();
        assertThat(crew.whyKilled(worker.jvm())).isEqualTo("it answered job 7, which it does not run");
    }
}
