package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Callbacks are called once, in order of adding, in the JVM that added them. */
interface CallbackContract extends PoolUnderTest {

    @Test
    default void callbacksAreCalledInOrderOfAdding() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));
        var calls = new CopyOnWriteArrayList<String>();
        var last = new CountDownLatch(1);
        for (var name : List.of("a", "b", "c", "d")) {
            future.addDoneCallback(_ -> calls.add(name));
        }
        future.addDoneCallback(_ -> last.countDown());

        assertThat(calls).isEmpty();
        release.set();
        last.await();

        assertThat(calls).containsExactly("a", "b", "c", "d");
    }

    @Test
    default void aCallbackOnADoneFutureIsCalledAtOnceInTheCaller() {
        var future = pool().submit(() -> "value");
        future.result(LIMIT);
        var thread = new AtomicReference<Thread>();

        future.addDoneCallback(_ -> thread.set(Thread.currentThread()));

        assertThat(thread).hasValue(Thread.currentThread());
    }

    @Test
    default void aCallbackSeesADoneFuture() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        var future = pool(1).submit(Jobs.waiting(started, release));
        var seen = new AtomicReference<Object>();
        var called = new CountDownLatch(1);
        future.addDoneCallback(done -> {
            seen.set(done == future ? done.resultNow() : "another future");
            called.countDown();
        });

        release.set();
        called.await();

        assertThat(seen).hasValue("released");
    }

    @Test
    default void callbacksAreCalledForFailuresAndCancels() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var called = new CountDownLatch(2);
        pool.submit(Jobs.waiting(started, release));
        var failed = pool.submit(Jobs.failing("boom"));
        var cancelled = pool.submit(() -> "never");
        failed.addDoneCallback(_ -> called.countDown());
        cancelled.addDoneCallback(_ -> called.countDown());

        cancelled.cancel();
        release.set();

        called.await();
        assertThat(failed.status()).isEqualTo(Future.Status.FAILED);
        assertThat(cancelled.status()).isEqualTo(Future.Status.CANCELLED);
    }

    @Test
    default void aCallbackThatThrowsDoesNotStopTheNext() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var future = pool.submit(Jobs.waiting(started, release));
        var called = new CountDownLatch(1);
        future.addDoneCallback(_ -> {
            throw new IllegalStateException("thrown by a callback, on purpose");
        });
        future.addDoneCallback(_ -> called.countDown());

        release.set();

        called.await();
        assertThat(future.result(LIMIT)).isEqualTo("released");
        assertThat(pool.submit(() -> "next").result(LIMIT)).isEqualTo("next");
    }

    @Test
    default void aCallbackThatThrowsAtOnceDoesNotReachTheOneWhoAddsIt() {
        var future = pool().submit(() -> "value");
        future.result(LIMIT);

        future.addDoneCallback(_ -> {
            throw new IllegalStateException("thrown by a callback, on purpose");
        });

        assertThat(future.result()).isEqualTo("value");
    }

    @Test
    default void aCallbackMayAddCallbacksAndSubmitJobs() throws Exception {
        var pool = pool(1);
        var started = Signal.create();
        var release = Signal.create();
        var future = pool.submit(Jobs.waiting(started, release));
        var next = new AtomicReference<Future<String>>();
        var called = new CountDownLatch(2);
        future.addDoneCallback(done -> {
            next.set(pool.submit(() -> "from a callback"));
            done.addDoneCallback(_ -> called.countDown());
            called.countDown();
        });

        release.set();
        called.await();

        assertThat(Objects.requireNonNull(next.get()).result(LIMIT)).isEqualTo("from a callback");
    }
}
