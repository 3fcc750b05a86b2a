package dev.weft.internal.task;

import dev.weft.Clock;
import dev.weft.JobOptions;
import org.jspecify.annotations.Nullable;

/** The future of a job that has options: a name, and perhaps a deadline, which fails it wherever the job is. */
public abstract class TimedCell<T extends @Nullable Object> extends FutureCell<T> {
    private final JobOptions options;
    private final Clock clock;
    // Set by the submitter, at most once.
    private volatile Clock.@Nullable Timer timer;

    protected TimedCell(JobOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Has the future fail when its deadline passes; called once, by the submitter. */
    public final void startDeadline() {
        var deadline = options.deadline();
        if (deadline == null) {
            return;
        }
        timer = clock.alarm(deadline.remainingNanos(), () -> {
            var where = waits() ? "still waiting for its turn" : "running";
            var message = "job '%s' was not done within %s: it was %s".formatted(name(), deadline.length(), where);
            end(new Failure.Overdue(message), true);
        });
        if (isDone()) {
            cancelTimer();
        }
    }

    private void cancelTimer() {
        var set = timer;
        if (set != null) {
            set.cancel();
        }
    }

    @Override
    protected void done(boolean interrupt) {
        cancelTimer();
    }

    protected final JobOptions options() {
        return options;
    }

    /** Returns the class of what the user wrote. */
    abstract Class<?> jobClass();

    @Override
    public final String name() {
        var given = options.name();
        return given != null ? given : JobNames.describe(jobClass());
    }
}
