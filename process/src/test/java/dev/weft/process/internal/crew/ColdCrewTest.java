package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.WorkerDiedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The first job of a crew that has no worker yet: it goes by standard input, and its answer comes in any of two ways. */
class ColdCrewTest extends CrewFixture {
    private final Crew crew = coldCrew();

    /** Has the crew's first worker run one job and end, so that another that dies as it starts breaks nothing. */
    private void haveHadAWorker() throws Exception {
        var job = crew.submit(() -> 0);
        var worker = workers().worker(1);
        worker.opening();
        worker.begins();
        worker.answers(1, 0);
        job.resultNow();
        worker.ends(1);
    }

    @Test
    void theFirstJobGoesByStandardInput() throws Exception {
        var job = crew.submit(() -> 1);
        var worker = workers().worker(1);

        assertThat(worker.opening()).containsExactly("run 1");
        worker.begins();
        worker.answers(1, 1);

        assertThat(job.resultNow()).isEqualTo(1);
        worker.connect();
        assertThat(worker.sent()).isEmpty();
    }

    @Test
    void itsAnswerIsHeardOnceThoughItComesTwice() throws Exception {
        var first = crew.submit(() -> 1);
        var second = crew.submit(() -> 2);
        var worker = workers().worker(1);
        worker.opening();
        worker.connect();

        worker.answers(1, 1);
        assertThat(worker.sent()).containsExactly("run 2");
        worker.begins(); // the two ways are not in step
        worker.answers(1, 1);

        assertThat(first.resultNow()).isEqualTo(1);
        assertThat(second.isDone()).isFalse();
        worker.answers(2, 2);
        assertThat(second.resultNow()).isEqualTo(2);
        assertThat(worker.isKilled()).isFalse();
    }

    @Test
    void aJobThatComesBetweenTheFirstAnswerAndTheCallGoesToTheSameWorker() throws Exception {
        crew.submit(() -> 1);
        var worker = workers().worker(1);
        worker.opening();
        worker.begins();
        worker.answers(1, 1);

        var second = crew.submit(() -> 2);
        assertThat(worker.sent()).isEmpty();
        worker.connect();

        assertThat(worker.sent()).containsExactly("run 2");
        worker.answers(1, 1);
        worker.answers(2, 2);
        assertThat(second.resultNow()).isEqualTo(2);
        assertThat(workers().started()).hasSize(1);
    }

    @Test
    void aJobThatIsCancelledBeforeThereIsAProcessIsNotSent() throws Exception {
        var cancelled = crew.submit(() -> 1);
        var next = crew.submit(() -> 2);
        var worker = workers().worker(1);

        cancelled.cancel(true);

        assertThat(worker.opening()).isEmpty();
        assertThat(cancelled.awaitStopped(Duration.ZERO)).isTrue();
        worker.connect();
        assertThat(worker.sent()).containsExactly("run 2");
        worker.answers(2, 2);
        assertThat(next.resultNow()).isEqualTo(2);
    }

    @Test
    void aJobThatIsCancelledBeforeItsWorkerCallsIsTakenBackWhenItDoes() {
        var cancelled = crew.submit(() -> 1);
        var worker = workers().worker(1);
        worker.opening();

        cancelled.cancel(true);
        assertThat(worker.told()).isEmpty();
        worker.connect();

        assertThat(worker.told()).containsExactly("stop 1");
    }

    @Test
    void aWorkerThatStillStartsIsNotKilledForAJobThatIsCancelled() throws Exception {
        var cancelled = crew.submit(() -> 1);
        var worker = workers().worker(1);
        worker.opening();

        cancelled.cancel(true);
        clock.advance(GRACE);
        assertThat(worker.isKilled()).isFalse();
        worker.connect();
        worker.givesBack(1);
        clock.advance(GRACE);

        assertThat(worker.isKilled()).isFalse();
        assertThat(cancelled.awaitStopped(Duration.ZERO)).isTrue();
        var next = crew.submit(() -> 2);
        worker.answers(2, 2);
        assertThat(next.resultNow()).isEqualTo(2);
    }

    @Test
    void aWorkerIsKilledForACancelledJobThatItHasBegunAndDoesNotStop() {
        var cancelled = crew.submit(() -> 1);
        var worker = workers().worker(1);
        worker.opening();

        cancelled.cancel(true);
        clock.advance(GRACE);
        worker.begins();
        clock.advance(GRACE);

        assertThat(worker.isKilled()).isTrue();
    }

    @Test
    void aJobIsNotLostWithAWorkerThatHasNotBegunIt() throws Exception {
        haveHadAWorker();
        var job = crew.submit(() -> 1);
        var dying = workers().worker(2);
        assertThat(dying.opening()).containsExactly("run 1");

        dying.ends(1);

        var next = workers().worker(3);
        assertThat(next.opening()).containsExactly("run 1");
        next.begins();
        next.answers(1, 1);
        assertThat(job.resultNow()).isEqualTo(1);
    }

    @Test
    void aJobIsLostWithAWorkerThatHasBegunIt() throws Exception {
        haveHadAWorker();
        var job = crew.submit(() -> 1);
        var dying = workers().worker(2);
        dying.opening();
        dying.begins();

        dying.ends(1);

        assertThatThrownBy(job::result).hasCauseInstanceOf(WorkerDiedException.class);
    }
}
