package dev.weft.testkit;

import static java.util.concurrent.Future.State;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Action;
import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobFailedException;
import dev.weft.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every future of a job ends, and says how: as a value, or as a failure that stays with its job. */
interface OutcomeContract extends PoolUnderTest {

    @Test
    default void aFutureHasTheValueOfItsJob() throws Exception {
        var future = pool().submit(() -> "value");

        assertThat(future.result(LIMIT)).isEqualTo("value");
        assertThat(future.result()).isEqualTo("value");
        assertThat(future.get()).isEqualTo("value");
        assertThat(future.resultNow()).isEqualTo("value");
        assertThat(future.exception()).isNull();
        assertThat(future.status()).isEqualTo(Future.Status.SUCCEEDED);
        assertThat(future.state()).isEqualTo(State.SUCCESS);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isRunning()).isFalse();
        assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aValueMayBeNull() {
        var future = pool().submit(() -> (String) null);

        assertThat(future.result(LIMIT)).isNull();
        assertThat(future.resultNow()).isNull();
        assertThat(future.status()).isEqualTo(Future.Status.SUCCEEDED);
    }

    @Test
    default void anActionRunsAndHasNoValue() {
        var ran = Signal.create();

        var future = pool().submit(() -> ran.set());

        assertThat(future.result(LIMIT)).isNull();
        assertThat(ran.isSet()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    default void aJobThatWasNotGivenIsRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.submit((Job<String>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Action) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    default void aFailureIsTheCauseOfWhatEachWaiterGets() {
        var future = pool().submit(() -> {
            throw new IOException("disk full");
        });

        var cause = future.exception(LIMIT);
        assertThat(cause).isInstanceOf(IOException.class).hasMessage("disk full");
        assertThat(future.exceptionNow()).isSameAs(cause);
        assertThatThrownBy(future::result)
                .isInstanceOf(JobFailedException.class)
                .hasCause(cause);
        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .hasCause(cause);
        assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasCause(cause);
        assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
        assertThat(future.status()).isEqualTo(Future.Status.FAILED);
        assertThat(future.state()).isEqualTo(State.FAILED);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
    }

    @Test
    default void aFailureSaysWhereTheJobFailed() {
        var failure = Objects.requireNonNull(pool().submit(Jobs.failing("boom")).exception(LIMIT));

        assertThat(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().contains("Jobs"));
    }

    @Test
    default void eachWaiterGetsAnExceptionOfItsOwn() {
        var future = pool().submit(Jobs.failing("boom"));

        var first = thrownBy(future);
        var second = thrownBy(future);

        assertThat(first).isNotSameAs(second);
        assertThat(first.getCause()).isSameAs(second.getCause());
    }

    private static Throwable thrownBy(Future<?> future) {
        try {
            throw new AssertionError("there was a value: " + future.result(LIMIT));
        } catch (JobFailedException e) {
            return e;
        }
    }

    @Test
    default void aFailureStaysWithItsJob() {
        var pool = pool();

        var futures = IntStream.range(0, 20)
                .mapToObj(i -> i % 2 == 0 ? pool.submit(Jobs.failing("boom " + i)) : pool.submit(() -> "fine " + i))
                .toList();

        for (int i = 0; i < futures.size(); i++) {
            var failure = futures.get(i).exception(LIMIT);
            if (i % 2 == 0) {
                assertThat(failure).hasMessage("boom " + i);
            } else {
                assertThat(failure).isNull();
                assertThat(futures.get(i).resultNow()).isEqualTo("fine " + i);
            }
        }
    }

    @Test
    default void anErrorIsAFailureAndThePoolGoesOn() {
        var pool = pool();

        var failed = pool.submit(() -> {
            throw new LinkageError("no such method");
        });

        assertThat(failed.exception(LIMIT)).isInstanceOf(LinkageError.class).hasMessage("no such method");
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    default void aStackOverflowIsAFailureAndThePoolGoesOn() {
        var pool = pool();

        var failed = pool.submit(() -> depth(0));

        assertThat(failed.exception(LIMIT)).isInstanceOf(StackOverflowError.class);
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int depth(int above) {
        return 1 + depth(above + 1);
    }

    @Test
    default void anInterruptedExceptionOfItsOwnIsAFailure() {
        var future = pool().submit(() -> {
            throw new InterruptedException("of its own");
        });

        assertThat(future.exception(LIMIT))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("of its own");
        assertThat(future.status()).isEqualTo(Future.Status.FAILED);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void aCancellationOfSomethingElseIsAFailure() {
        var future = pool().submit(() -> {
            throw new CancellationException("something else was cancelled");
        });

        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .hasCauseInstanceOf(CancellationException.class);
        assertThat(future.isCancelled()).isFalse();
    }

    @Test
    default void aDeadlineOfSomethingElseIsAFailure() {
        var future = pool().submit(() -> Deadline.run(Duration.ZERO, () -> "never"));

        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(JobFailedException.class)
                .hasCauseInstanceOf(DeadlineExceededException.class);
    }

    @Test
    default void aStageSeesTheValue() {
        var future = pool().submit(() -> 20)
                .thenApply(value -> value + 1)
                .thenCombine(pool().submit(() -> 2), (a, b) -> a * b);

        assertThat(future.result(LIMIT)).isEqualTo(42);
    }

    @Test
    default void aStageSeesAFailureAsCompletionException() {
        var seen = pool().submit(Jobs.failing("boom")).handle((_, failure) -> failure);

        assertThat(seen.result(LIMIT))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("boom");
    }

    @Test
    default void aFutureSaysItsNameAndStateButNeverTheValue() {
        var future = pool().named("login").submit(() -> "secret");

        future.result(LIMIT);

        assertThat(future.toString()).contains("login-1", "succeeded", "String").doesNotContain("secret");
    }

    @Test
    default void aJobWithoutANameIsCalledAfterTheClassItIsWrittenIn() {
        var future = pool().submit(() -> "value");

        assertThat(future.name()).contains("OutcomeContract");
    }

    @Test
    default void progressIsSeenInTheFuture() {
        var future = pool().submit(() -> {
            Progress.report(1, 4);
            Progress.report(3, 4);
        });

        future.result(LIMIT);

        assertThat(future.progress()).isEqualTo(new Progress(3, 4));
    }

    @Test
    default void progressIsSeenWhileTheJobRuns() throws Exception {
        var reported = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(() -> {
            Progress.report(1, 0);
            reported.set();
            release.await();
        });

        reported.await();

        Observed.until("the progress", () -> new Progress(1, 0).equals(future.progress()));
        release.set();
    }
}
