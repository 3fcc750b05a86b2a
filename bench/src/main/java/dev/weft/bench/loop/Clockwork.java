package dev.weft.bench.loop;

import dev.weft.loop.Handle;
import dev.weft.loop.Loop;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A way to have timers.
 *
 * @param <T> what stands for a timer that is set
 */
interface Clockwork<T> extends AutoCloseable {

    /** Has {@code action} run once {@code delay} has passed. */
    T set(Duration delay, Runnable action);

    void cancel(T timer);

    /** Runs {@code work} on the thread that the timers are of, and returns when it has. */
    void inside(Runnable work);

    @Override
    void close();

    /** A loop's timers. */
    record OfLoop(Loop loop) implements Clockwork<Handle> {
        @Override
        public Handle set(Duration delay, Runnable action) {
            return loop.callLater(delay, action::run);
        }

        @Override
        public void cancel(Handle timer) {
            timer.cancel();
        }

        @Override
        public void inside(Runnable work) {
            loop.submit(work::run).result();
        }

        @Override
        public void close() {
            loop.close();
        }
    }

    /** The JDK's, that forgets cancelled ones as a loop does; any thread may set one at the same price. */
    record OfJdk(ScheduledThreadPoolExecutor executor) implements Clockwork<Future<?>> {
        static OfJdk open() {
            var executor = new ScheduledThreadPoolExecutor(1);
            executor.setRemoveOnCancelPolicy(true);
            return new OfJdk(executor);
        }

        @Override
        public Future<?> set(Duration delay, Runnable action) {
            return executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void cancel(Future<?> timer) {
            timer.cancel(false);
        }

        @Override
        public void inside(Runnable work) {
            work.run();
        }

        @Override
        public void close() {
            executor.close();
        }
    }

    /** Those of an event loop of Vert.x. */
    record OfVertx(Vertx vertx, Context context) implements Clockwork<Long> {
        static OfVertx open() {
            var vertx = Vertx.vertx();
            return new OfVertx(vertx, vertx.getOrCreateContext());
        }

        @Override
        public Long set(Duration delay, Runnable action) {
            return vertx.setTimer(Math.max(1, delay.toMillis()), _ -> action.run());
        }

        @Override
        public void cancel(Long timer) {
            vertx.cancelTimer(timer);
        }

        @Override
        public void inside(Runnable work) {
            var done = Promise.<Integer>promise();
            context.runOnContext(_ -> {
                work.run();
                done.complete(1);
            });
            done.future().await();
        }

        @Override
        public void close() {
            vertx.close().await();
        }
    }
}
