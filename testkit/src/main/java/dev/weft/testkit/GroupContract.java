package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.JobFailedException;
import dev.weft.SubmitStack;
import dev.weft.TaskGroup;
import dev.weft.TaskGroup.VoidBody;
import dev.weft.WaitInterruptedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The block of a task group leaves nothing running, and nothing unsaid. */
interface GroupContract extends PoolUnderTest {

    @Test
    default void theBlockWaitsForAllItsJobs() {
        var go = Signal.create();
        var ended = Signal.create();
        var pool = pool(2);
        var futures = new ArrayList<Future<?>>();

        var value = TaskGroup.run(pool, group -> {
            for (int i = 0; i < 4; i++) {
                futures.add(group.submit(() -> {
                    go.await();
                    ended.set();
                }));
            }
            go.set();
            return "the block's value";
        });

        assertThat(value).isEqualTo("the block's value");
        assertThat(ended.count()).isEqualTo(4);
        assertThat(futures).allMatch(future -> future.status() == Future.Status.SUCCEEDED);
    }

    @Test
    default void aGroupWithoutJobsIsItsBlock() {
        var value = TaskGroup.run(pool(), _ -> "value");

        assertThat(value).isEqualTo("value");
    }

    @Test
    default void theFirstFailureCancelsTheOtherJobs() {
        var pool = pool(2);
        var started = Signal.create();
        var interrupted = Signal.create();

        assertThatThrownBy(() -> TaskGroup.run(pool, group -> {
                    group.submit(Jobs.stuck(started, interrupted));
                    group.submit(() -> {
                        started.await();
                        throw new IOException("boom");
                    });
                }))
                .isInstanceOf(JobFailedException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("boom");
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    default void aFailedJobInterruptsTheBlock() {
        var never = Signal.create();

        assertThatThrownBy(() -> TaskGroup.run(pool(), group -> {
                    group.submit(Jobs.failing("boom"));
                    never.await();
                }))
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("boom");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void aFailedJobCountsAlsoWhereTheBlockDoesNotNotice() {
        assertThatThrownBy(() -> TaskGroup.run(pool(), group -> {
                    group.submit(Jobs.failing("boom"));
                    return "the block's value";
                }))
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("boom");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    default void aBlockThatFailsCancelsItsJobs() {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var failure = new IOException("the block failed");

        VoidBody<Exception> body = group -> {
            group.submit(Jobs.stuck(started, interrupted));
            started.await();
            throw failure;
        };

        assertThatThrownBy(() -> TaskGroup.run(pool, body)).isSameAs(failure);
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    default void whatTheBlockThrowsAfterAJobFailedIsSuppressed() {
        var never = Signal.create();

        assertThatThrownBy(() -> TaskGroup.run(pool(), group -> {
                    group.submit(Jobs.failing("first"));
                    try {
                        never.await();
                    } catch (InterruptedException _) {
                        throw new IOException("second");
                    }
                }))
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("first")
                .satisfies(thrown -> assertThat(suppressedFailures(thrown))
                        .singleElement()
                        .isInstanceOfSatisfying(
                                IOException.class, e -> assertThat(e).hasMessage("second")));
    }

    @Test
    default void aFailureThatTheBlockMeetsTooIsSaidOnce() {
        assertThatThrownBy(() -> TaskGroup.run(pool(), group -> {
                    var failed = group.submit(Jobs.failing("boom"));
                    Observed.until("the failure", failed::isDone);
                    failed.result();
                }))
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("boom")
                .satisfies(thrown -> assertThat(suppressedFailures(thrown)).isEmpty());
    }

    /** Returns what is suppressed in {@code thrown}, but for the stack of its submit, which some pools always tell. */
    private static List<Throwable> suppressedFailures(Throwable thrown) {
        return Stream.of(thrown.getSuppressed())
                .filter(each -> !(each instanceof SubmitStack))
                .toList();
    }

    @Test
    default void aJobThatIsCancelledAloneIsNoFailure() {
        var pool = pool(1);

        var value = TaskGroup.run(pool, group -> {
            group.submit(Jobs.stuck(Signal.create(), Signal.create())).cancel();
            return group.submit(() -> "the other").result(LIMIT);
        });

        assertThat(value).isEqualTo("the other");
    }

    @Test
    default void cancellingAllEndsTheGroupEarlyWithItsValue() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();

        var value = TaskGroup.run(pool, group -> {
            group.submit(Jobs.stuck(started, interrupted));
            started.await();
            group.cancelAll();
            var late = group.submit(() -> "late");
            return late.isCancelled() ? "early" : "not cancelled";
        });

        assertThat(value).isEqualTo("early");
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void jobsMaySubmitMoreJobsToTheirGroup() {
        var ended = Signal.create();

        TaskGroup.run(pool(), group -> {
            group.submit(() -> {
                group.submit(() -> {
                    group.submit(() -> ended.set());
                    ended.set();
                });
                ended.set();
            });
        });

        assertThat(ended.count()).isEqualTo(3);
    }

    @Test
    default void aGroupThatHasEndedTakesNoJobs() {
        var pool = pool();
        var ended = new AtomicReference<TaskGroup>();

        TaskGroup.run(pool, group -> {
            ended.set(group);
        });

        assertThatThrownBy(() -> Objects.requireNonNull(ended.get()).submit(() -> "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    default void anInterruptOfTheBlockCancelsItsJobsAndIsKept() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var block = new FutureTask<>(() -> {
            assertThatThrownBy(() -> TaskGroup.run(pool, group -> {
                        group.submit(Jobs.stuck(started, interrupted));
                    }))
                    .isInstanceOf(WaitInterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofPlatform().start(block);
        started.await();
        Observed.waiting(thread);

        thread.interrupt();

        assertThat(block.get()).isTrue();
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void anInterruptIsKeptAlsoWhereTheBlockHasFailed() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var letGo = Signal.create();
        var stopped = Signal.create();
        var failure = new IOException("the block failed");
        VoidBody<Exception> body = group -> {
            group.submit(Jobs.slowToStop(started, interrupted, letGo, stopped));
            started.await();
            throw failure;
        };
        var block = new FutureTask<>(() -> {
            assertThatThrownBy(() -> TaskGroup.run(pool, body)).isSameAs(failure);
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofPlatform().start(block);
        interrupted.await();
        Observed.waiting(thread);

        thread.interrupt();
        Observed.until("the interrupt to be taken", () -> !thread.isInterrupted());
        letGo.set();

        assertThat(block.get()).isTrue();
        assertThat(stopped.isSet()).isTrue();
    }

    @Test
    @NotWhere(Trait.KILLS)
    default void aFailedGroupWaitsForTheCleanUpOfItsJobs() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var interrupted = Signal.create();
        var letGo = Signal.create();
        var stopped = Signal.create();
        var block = new FutureTask<>(() -> {
            assertThatThrownBy(() -> TaskGroup.run(pool, group -> {
                        group.submit(Jobs.slowToStop(started, interrupted, letGo, stopped));
                        group.submit(() -> {
                            started.await();
                            throw new IOException("boom");
                        });
                    }))
                    .isInstanceOf(JobFailedException.class)
                    .hasRootCauseMessage("boom");
            return stopped.isSet();
        });
        var thread = Thread.ofPlatform().start(block);
        interrupted.await();
        Observed.waiting(thread);

        letGo.set();

        assertThat(block.get()).isTrue();
    }

    @Test
    default void groupsNest() {
        var pool = pool(1);
        var interrupted = Signal.create();
        var started = Signal.create();

        assertThatThrownBy(() -> TaskGroup.run(pool, outer -> {
                    TaskGroup.run(pool(1), inner -> {
                        inner.submit(Jobs.stuck(started, interrupted));
                        outer.submit(() -> {
                            started.await();
                            throw new IOException("boom");
                        });
                    });
                }))
                .isInstanceOf(JobFailedException.class)
                .hasRootCauseMessage("boom");
        assertThat(interrupted.isSet()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @NotWhere({Trait.ISOLATED, Trait.RUNS_IN_CALLER})
    default void cancellingAJobCancelsTheGroupInIt() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var interrupted = Signal.create();
        var outer = pool.submit(() -> TaskGroup.run(pool, group -> {
            group.submit(Jobs.stuck(started, interrupted));
        }));
        started.await();

        outer.cancel();

        assertThat(outer.awaitStopped(LIMIT)).isTrue();
        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    default void valuesOfJobsAreReadInTheBlock() {
        var sum = TaskGroup.run(pool(), group -> {
            var jobs = List.of(group.submit(() -> 20), group.submit(() -> 22));
            return jobs.stream().mapToInt(Future::result).sum();
        });

        assertThat(sum).isEqualTo(42);
    }
}
