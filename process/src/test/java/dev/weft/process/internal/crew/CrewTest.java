package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.Progress;
import dev.weft.WaitTimeoutException;
import dev.weft.process.internal.wire.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who gets which job, what becomes of it when it is cancelled, and how a crew ends. */
class CrewTest extends CrewFixture {

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
    void whatFollowsOnAnswersThatArriveTogetherIsSentTogether() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        submit(crew, 64 + 3);
        int writes = worker.writes();

        worker.answersTogether(2, 4, 0, SHORT);

        assertThat(worker.sent()).hasSize(1 + 64 + 3).endsWith("run 66", "run 67", "run 68");
        assertThat(worker.writes()).isEqualTo(writes + 1);
    }

    @Test
    void aThreadThatWaitsForAnAnswerWakesUpWhenThoseThatArrivedWithItAreThereToo() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var futures = submit(crew, 2);
        var doneBefore = new ArrayList<Boolean>();
        futures.forEach(
                future -> future.addDoneCallback(_ -> futures.forEach(other -> doneBefore.add(other.isDone()))));
        assertThatThrownBy(() -> futures.getFirst().result(Duration.ZERO)).isInstanceOf(WaitTimeoutException.class);

        worker.answersTogether(2, 3, 0, SHORT);

        assertThat(doneBefore)
                .as("of each other, in the order in which the futures are done")
                .containsExactly(false, true, true, true);
    }

    @Test
    void aWorkerThatAnswersAJobThatItDoesNotRunIsKilledAndWhatItAnsweredBeforeIsTaken() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);
        var future = crew.submit(() -> 0);

        worker.answersTogether(2, 3, 41, SHORT);

        assertThat(future.resultNow()).isEqualTo(41);
        assertThat(crew.whyKilled(worker.jvm())).isEqualTo("it answered job 3, which it does not run");
    }

    @Test
    void aReportOfProgressThatComesLateByAnotherWayIsNotTaken() throws Exception {
        var crew = crew(1);
        var future = crew.submit(() -> 0);
        var worker = workers().ready(1);

        worker.hear(new Frame.Progressed(1, 2, 3, 4));
        worker.hear(new Frame.Progressed(1, 1, 2, 4));

        assertThat(future.progress()).isEqualTo(new Progress(3, 4));
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
        var futures = submit(crew, 2);
        assertThat(first.sent()).containsExactly(runs(1, 3));
        idleSecondWorker(crew, first);

        clock.advance(Duration.ofMillis(2));
        assertThat(first.told()).containsExactly("give back 3");
        first.givesBack(3);

        var second = workers().worker(2);
        assertThat(second.sent()).containsExactly("run 1", "run 2");
        second.answers(2, 2, LONG);
        assertThat(futures).extracting(Future::isDone).containsExactly(false, true);
    }

    @Test
    void aWorkerIsStartedForWhatWaitsBehindALongJobOfTheOnlyOne() throws Exception {
        var crew = crew(2);
        var first = quickWorker(crew);
        submit(crew, 2);
        assertThat(workers().started()).hasSize(1);

        clock.advance(Duration.ofMillis(2));
        first.givesBack(3);

        assertThat(workers().ready(2).sent()).containsExactly("run 1");
    }

    @Test
    void whatHasJustBeenSubmittedIsSentAheadOfOneOtherAndTheRestWhenThatIsAnswered() throws Exception {
        var crew = crew(1);
        var worker = quickWorker(crew);

        submit(crew, 4);
        assertThat(worker.sent()).containsExactly(runs(1, 3));
        int writes = worker.writes();
        worker.answers(2, 0, SHORT);

        assertThat(worker.sent()).containsExactly(runs(1, 5));
        assertThat(worker.writes()).isEqualTo(writes + 1);
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
                .isEqualTo("job 'CrewFixture lambda' was cancelled or overdue and did not stop within PT1S of being"
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
