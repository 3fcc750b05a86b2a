package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A periodic job: submits one turn after the other, and is done when it is cancelled or a turn has failed.
 *
 * <p>Turns never overlap, so one thread at a time runs {@link #turn} and {@link #over}; any may cancel.
 */
final class Turns extends FutureCell<@Nullable Void> {
    private final Pool pool;
    private final JobOptions options;
    private final long periodNanos;
    // Taken away by the end of this future: what it captured can be collected then.
    private volatile @Nullable Job<@Nullable Void> job;

    // Used by the thread of the turn only.
    private long startNanos;
    private volatile @Nullable FutureCell<?> current;
    // True between two turns. Whoever takes it off goes on: the timer with the next turn, the end of the future with
    // stopping.
    private final AtomicBoolean pausing = new AtomicBoolean();
    private volatile Clock.@Nullable Timer timer;

    Turns(Pool pool, long periodNanos, Job<@Nullable Void> job) {
        this.pool = pool;
        this.options = pool.capture(JobOptions.none());
        this.periodNanos = periodNanos;
        this.job = job;
        this.startNanos = pool.clock().nanoTime();
        begin();
    }

    void turn() {
        var action = job;
        if (isDone() || action == null) {
            stopped();
            return;
        }
        var turn = Later.relay(pool, options, action);
        current = turn;
        turn.whenOver(Listener.of(() -> over(turn)));
        if (isDone()) {
            turn.cancel();
        }
        turn.attemptOnce();
    }

    private void over(FutureCell<?> turn) {
        current = null;
        var failure = turn.failure();
        if (failure != null) {
            end(failure);
        }
        if (isDone()) {
            stopped();
            return;
        }
        long now = pool.clock().nanoTime();
        long missed = (now - startNanos) / periodNanos;
        startNanos += (missed + 1) * periodNanos;
        pausing.set(true);
        timer = Later.run(pool, startNanos - now, () -> {
            if (pausing.compareAndSet(true, false)) {
                turn();
            }
        });
        if (isDone()) {
            endPause();
        }
    }

    private void endPause() {
        var set = timer;
        if (set != null) {
            set.cancel();
        }
        if (pausing.compareAndSet(true, false)) {
            stopped();
        }
    }

    @Override
    protected void done(boolean interrupt) {
        var turn = current;
        if (turn != null) {
            turn.cancel(interrupt);
        }
        endPause();
        job = null;
    }

    @Override
    public String name() {
        var given = options.name();
        return given != null ? given : "periodic";
    }
}
