package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Relay;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs a job that failed again, after a pause. */
public final class RetryView extends View {
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int retries;
    private final Duration firstPause;

    public RetryView(Pool parent, int retries, Duration firstPause) {
        this(parent, null, retries, firstPause);
    }

    private RetryView(Pool parent, @Nullable View origin, int retries, Duration firstPause) {
        super(parent, origin);
        if (retries < 0) {
            throw new IllegalArgumentException("retries must not be negative, was " + retries);
        }
        this.retries = retries;
        this.firstPause = Nanos.ensurePositive(firstPause, "firstPause");
    }

    @Override
    <T extends @Nullable Object> Future<T> pass(JobOptions options, Callable<? extends T> job) {
        var relay = new Relay<T>(parent(), options, Objects.requireNonNull(job, "job"));
        relay.startDeadline();
        follow(relay, relay.submit(), 0);
        return relay;
    }

    /** The limit goes underneath, so that a job keeps no other one waiting while it pauses. */
    @Override
    public Pool limit(int jobs) {
        return new RetryView(parent().limit(jobs), this, retries, firstPause);
    }

    private <T extends @Nullable Object> void follow(Relay<T> relay, @Nullable FutureCell<T> attempt, int retry) {
        if (attempt != null) {
            attempt.whenOver(Listener.of(() -> over(relay, attempt, retry)));
        }
    }

    private <T extends @Nullable Object> void over(Relay<T> relay, FutureCell<T> attempt, int retry) {
        if (retry < retries && !relay.isDone() && isWorthRetrying(attempt)) {
            pauseThenAttempt(relay, retry + 1);
        } else {
            relay.endAs(attempt);
        }
    }

    private static boolean isWorthRetrying(FutureCell<?> attempt) {
        var failure = attempt.failure();
        if (!(failure instanceof Failure.JobThrew) || failure.reason() instanceof Error) {
            return false;
        }
        failure.observe();
        return true;
    }

    private <T extends @Nullable Object> void pauseThenAttempt(Relay<T> relay, int retry) {
        long pause = pauseNanos(retry);
        if (root() instanceof SequentialPool) {
            // The caller is the place: it pauses itself.
            pauseCaller(relay, pause);
            follow(relay, relay.attempt(), retry);
            return;
        }
        new Pause<>(relay, retry).begin(pause);
    }

    /** The time before an attempt. Who ends it first goes on: the timer, or the end of the future, which no attempt sees. */
    private final class Pause<T extends @Nullable Object> extends Listener {
        private final Relay<T> relay;
        private final int retry;
        private final AtomicBoolean lasts = new AtomicBoolean(true);
        private volatile Clock.@Nullable Timer timer;

        Pause(Relay<T> relay, int retry) {
            this.relay = relay;
            this.retry = retry;
        }

        void begin(long nanos) {
            relay.whenDone(this);
            timer = Later.run(parent(), nanos, this::attempt);
            if (relay.isDone()) {
                cancelTimer();
            }
        }

        private void attempt() {
            if (lasts.compareAndSet(true, false)) {
                relay.forget(this); // or a job that is retried for years would keep each of its pauses
                follow(relay, relay.attempt(), retry);
            }
        }

        /** Ends the pause with the future. */
        @Override
        public void fire() {
            cancelTimer();
            if (lasts.compareAndSet(true, false)) {
                relay.stopped();
            }
        }

        private void cancelTimer() {
            var set = timer;
            if (set != null) {
                set.cancel();
            }
        }
    }

    private static void pauseCaller(Relay<?> relay, long nanos) {
        try {
            relay.awaitDone(nanos);
        } catch (InterruptedException _) {
            Interruption.keep();
            relay.cancel();
        }
    }

    /** Returns a pause that doubles with each retry, less up to a half so that many failures do not come back as one wave. */
    private long pauseNanos(int retry) {
        long firstPauseNanos = Nanos.of(firstPause);
        long doubled = firstPauseNanos << Math.min(retry - 1, 30);
        long longest = doubled < firstPauseNanos ? LONGEST_PAUSE_NANOS : Math.min(doubled, LONGEST_PAUSE_NANOS);
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }
}
