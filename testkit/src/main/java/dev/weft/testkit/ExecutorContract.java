package dev.weft.testkit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Job;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A pool is an {@link ExecutorService} as the JDK describes it. */
interface ExecutorContract extends PoolUnderTest {

    @Test
    default void invokeAllGivesDoneFuturesInTheOrderOfTheJobs() throws Exception {
        ExecutorService pool = pool();

        var futures = pool.invokeAll(List.of(Job.of(() -> "first"), Jobs.failing("boom"), Job.of(() -> "third")));

        assertThat(futures).allMatch(Future::isDone);
        assertThat(futures.get(0).get()).isEqualTo("first");
        assertThat(futures.get(1).exceptionNow()).hasMessage("boom");
        assertThat(futures.get(2).get()).isEqualTo("third");
    }

    @Test
    default void invokeAllOfNothingReturnsAtOnce() throws Exception {
        assertThat(pool().invokeAll(List.<Callable<String>>of())).isEmpty();
    }

    @Test
    default void invokeAllWhoseTimeRunsOutCancelsTheRest() throws Exception {
        var interrupted = Signal.create();
        var pool = pool(2);

        var futures = pool.invokeAll(
                List.of(Job.of(() -> "first"), Jobs.stuck(Signal.create(), interrupted)), 20, MILLISECONDS);

        assertThat(futures).allMatch(Future::isDone);
        assertThat(futures.get(1).isCancelled()).isTrue();
    }

    @Test
    default void anInterruptedInvokeAllCancelsItsJobs() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var interrupted = Signal.create();
        var invocation = new FutureTask<>(() -> {
            assertThatThrownBy(() -> pool.invokeAll(List.of(Jobs.stuck(started, interrupted))))
                    .isInstanceOf(InterruptedException.class);
            return "thrown";
        });
        var thread = Thread.ofPlatform().start(invocation);
        started.await();

        thread.interrupt();

        assertThat(invocation.get()).isEqualTo("thrown");
        interrupted.await();
    }

    @Test
    default void invokeAnyGivesTheValueOfAJobThatSucceedsAndCancelsTheOthers() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var interrupted = Signal.create();
        var stuck = Jobs.stuck(started, interrupted);
        var quick = Job.of(() -> {
            started.await();
            return "quick";
        });

        assertThat(pool.invokeAny(List.of(stuck, Jobs.failing("boom"), quick))).isEqualTo("quick");

        interrupted.await();
    }

    @Test
    default void invokeAnyThrowsWhereAllFail() {
        var pool = pool();

        assertThatThrownBy(() -> pool.invokeAny(List.of(Jobs.failing("boom"), Jobs.failing("boom"))))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("boom");
    }

    @Test
    default void invokeAnyWithoutTimeThrowsAndRunsNothing() {
        var pool = pool();
        var ran = Signal.create();
        var job = Job.of(() -> {
            ran.set();
            return "value";
        });

        assertThatThrownBy(() -> pool.invokeAny(List.of(job), 0, MILLISECONDS)).isInstanceOf(TimeoutException.class);

        pool.close();
        assertThat(ran.isSet()).isFalse();
    }

    @Test
    default void invokeAnyOfNothingIsRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.invokeAny(List.<Callable<String>>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void invokeAnyWhoseTimeRunsOutThrowsAndCancelsItsJobs() throws Exception {
        var pool = pool(1);
        var stuck = Jobs.stuck(Signal.create(), Signal.create());

        assertThatThrownBy(() -> pool.invokeAny(List.of(stuck), 5, MILLISECONDS))
                .isInstanceOf(TimeoutException.class);

        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void plainCallablesAndRunnablesRunToo() throws Exception {
        ExecutorService pool = pool();
        var ran = new CopyOnWriteArrayList<String>();

        Callable<String> callable = () -> "callable";
        Runnable runnable = () -> ran.add("runnable");

        assertThat(pool.submit(callable).get()).isEqualTo("callable");
        assertThat(pool.submit(runnable).get()).isNull();
        assertThat(pool.submit(runnable, "value").get()).isEqualTo("value");
        assertThat(ran).hasSize(2);
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void executeRunsTheAction() throws Exception {
        var ran = new CountDownLatch(1);

        pool().execute(ran::countDown);

        assertThat(ran.await(LIMIT.toSeconds(), SECONDS)).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    default void whatIsNullIsRefused() {
        var pool = pool();

        assertThatThrownBy(() -> pool.submit((Callable<String>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
        var oneIsNull = Arrays.<Callable<String>>asList(() -> "value", null);
        assertThatThrownBy(() -> pool.invokeAll(oneIsNull, 0, SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(oneIsNull, 0, SECONDS)).isInstanceOf(NullPointerException.class);
    }

    @Test
    default void awaitTerminationSaysWhetherThePoolHasTerminated() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        pool.submit(Jobs.waiting(started, release));
        started.await();

        assertThat(pool.isShutdown()).isFalse();
        pool.shutdown();

        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(1, MILLISECONDS)).isFalse();
        release.set();
        assertThat(pool.awaitTermination(LIMIT.toSeconds(), SECONDS)).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }
}
