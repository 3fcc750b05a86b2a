package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.Pool;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** An overdue future is done at once, wherever its job is; a deadline inside a job interrupts no more than its block. */
interface DeadlineContract extends PoolUnderTest {
    /** Passes while the test looks on. */
    Duration SHORT = Duration.ofMillis(20);

    @Test
    default void anOverdueJobIsEndedAndItsFutureFails() {
        // The job waits far longer than its deadline: it stops because it is interrupted, or does not start.
        var future = pool().within(SHORT).submit(Jobs.stuck(Signal.create(), Signal.create()));

        assertThatThrownBy(() -> future.result(LIMIT))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining(future.name())
                .hasMessageContaining("PT0.02S");
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(future.exception()).isInstanceOf(DeadlineExceededException.class);
        assertThat(future.exceptionNow()).isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(future.handle((_, failure) -> failure).result()).isInstanceOf(DeadlineExceededException.class);
        assertThat(future.status()).isEqualTo(Future.Status.FAILED);
        assertThat(future.isCancelled()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void anOverdueJobThatStillWaitsNeverStarts() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var ran = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        started.await();

        var waiting = pool.within(SHORT).submit(() -> ran.set());

        assertThatThrownBy(() -> waiting.result(LIMIT))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("waiting for its turn");
        assertThat(waiting.awaitStopped(LIMIT)).isTrue();
        release.set();
        assertThat(pool.submit(() -> "after it").result(LIMIT)).isEqualTo("after it");
        assertThat(ran.isSet()).isFalse();
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void anOverdueFutureIsDoneBeforeItsJobHasStopped() throws Exception {
        var letGo = Signal.create();
        var stopped = Signal.create();
        var future = overdueWhileRunning(pool(1), Jobs.slowToStop(Signal.create(), Signal.create(), letGo, stopped));

        assertThat(future.isDone()).isTrue();
        assertThat(stopped.isSet()).isFalse();
        letGo.set();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
        assertThat(stopped.isSet()).isTrue();
    }

    /** Returns the future of a job that has not stopped; on a busy machine one with a short time may not even start. */
    private static Future<String> overdueWhileRunning(Pool pool, Job<String> job) {
        for (var limit = SHORT; limit.compareTo(LIMIT) < 0; limit = limit.multipliedBy(2)) {
            var future = pool.within(limit).submit(job);
            assertThat(future.exception(LIMIT)).isInstanceOf(DeadlineExceededException.class);
            if (!future.awaitStopped(Duration.ZERO)) {
                return future;
            }
        }
        throw new AssertionError("each of these futures says that its job has stopped");
    }

    @Test
    default void aJobThatIsDoneInTimeIsLeftAlone() {
        var pool = pool();

        var future = pool.within(LIMIT).submit(() -> "in time");

        assertThat(future.result(LIMIT)).isEqualTo("in time");
    }

    @Test
    default void theEarlierOfTwoDeadlinesCounts() {
        var pool = pool();

        var first = pool.within(SHORT).within(LIMIT).submit(Jobs.stuck(Signal.create(), Signal.create()));
        var second = pool.within(LIMIT).within(SHORT).submit(Jobs.stuck(Signal.create(), Signal.create()));

        assertThatThrownBy(() -> first.result(LIMIT)).hasMessageContaining("PT0.02S");
        assertThatThrownBy(() -> second.result(LIMIT)).hasMessageContaining("PT0.02S");
    }

    @Test
    default void aDeadlineThatIsNotPositiveIsRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> pool.within(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aDeadlineInsideAJobEndsItsBlockOnly() {
        var never = Signal.create();
        var future = pool().submit(() -> {
            try {
                Deadline.run(SHORT, () -> never.await());
                return "the block ended by itself";
            } catch (DeadlineExceededException _) {
                Thread.sleep(0); // throws if the thread is still interrupted
                return "the job goes on";
            }
        });

        assertThat(future.result(LIMIT)).isEqualTo("the job goes on");
    }

    @Test
    default void theOuterOfTwoDeadlinesEndsBothBlocks() {
        var never = Signal.create();
        var future = pool().submit(() -> {
            try {
                Deadline.run(SHORT, () -> {
                    try {
                        Deadline.run(LIMIT, () -> never.await());
                    } catch (DeadlineExceededException e) {
                        throw new AssertionError("the inner deadline had not passed", e);
                    }
                });
                return "nothing happened";
            } catch (DeadlineExceededException _) {
                return "outer";
            }
        });

        assertThat(future.result(LIMIT)).isEqualTo("outer");
    }

    @Test
    default void theInnerOfTwoDeadlinesEndsItsBlockOnly() {
        var never = Signal.create();
        var future = pool().submit(() -> Deadline.run(LIMIT, () -> {
            try {
                Deadline.run(SHORT, () -> never.await());
                return "nothing happened";
            } catch (DeadlineExceededException _) {
                return "inner";
            }
        }));

        assertThat(future.result(LIMIT)).isEqualTo("inner");
    }

    @Test
    default void aCancelInsideADeadlineIsNotTakenForIt() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        var future = pool(1).submit(() -> {
            try {
                Deadline.run(LIMIT, () -> {
                    started.set();
                    never.await();
                });
            } catch (InterruptedException e) {
                interrupted.set();
                throw e;
            }
        });
        started.await();

        future.cancel();

        interrupted.await();
        assertThat(future.awaitStopped(LIMIT)).isTrue();
    }
}
