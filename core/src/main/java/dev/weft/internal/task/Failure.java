package dev.weft.internal.task;

import dev.weft.BrokenPoolException;
import dev.weft.DeadlineExceededException;
import dev.weft.JobFailedException;
import dev.weft.SubmitStack;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Why a future has no value, and what each kind of waiter gets for it: the table in the design.
 *
 * <p>Exceptions that a waiter sees are made for that waiter, so no two share one that they might add to.
 */
public abstract sealed class Failure {
    // Whether anybody has asked what went wrong; false -> true, never back.
    private volatile boolean observed;

    /** Returns what {@code exception()} and {@code exceptionNow()} give, and the cause that {@code get()} wraps. */
    public abstract Throwable reason();

    /** Returns a new exception for {@code result()} to throw. */
    public abstract RuntimeException forResult();

    /** Returns what a dependent stage sees. */
    Throwable forStage() {
        return reason();
    }

    /** Returns a new exception for {@code get()} to throw. */
    ExecutionException forGet() {
        return new ExecutionException(reason());
    }

    /** Returns the stack of the submit call that the failed job came from, if it was recorded. */
    public @Nullable SubmitStack submitted() {
        return null;
    }

    /** Remembers that somebody has asked what went wrong. */
    public final void observe() {
        observed = true;
    }

    /** Tells whether anybody has asked what went wrong. */
    public final boolean observed() {
        return observed;
    }

    /** The job called {@code job} threw {@code reason}, or its place was lost; {@code submitted} is known if it was recorded. */
    public static final class JobThrew extends Failure {
        private final String job;
        private final Throwable reason;
        private final @Nullable SubmitStack submitted;

        public JobThrew(String job, Throwable reason, @Nullable SubmitStack submitted) {
            this.job = job;
            this.reason = reason;
            this.submitted = submitted;
        }

        @Override
        public Throwable reason() {
            return reason;
        }

        @Override
        public @Nullable SubmitStack submitted() {
            return submitted;
        }

        @Override
        public RuntimeException forResult() {
            var failed = new JobFailedException("job '%s' failed: %s".formatted(job, reason), reason);
            if (submitted != null) {
                failed.addSuppressed(submitted);
            }
            return failed;
        }

        @Override
        Throwable forStage() {
            return new CompletionException(reason);
        }

        @Override
        ExecutionException forGet() {
            var failed = super.forGet();
            if (submitted != null) {
                failed.addSuppressed(submitted);
            }
            return failed;
        }
    }

    /** The job's deadline passed; {@code message} says which job and how long it had. */
    public static final class Overdue extends Failure {
        private final String message;

        public Overdue(String message) {
            this.message = message;
        }

        @Override
        public DeadlineExceededException reason() {
            return new DeadlineExceededException(message);
        }

        @Override
        public RuntimeException forResult() {
            return reason();
        }
    }

    /** The pool cannot run anything. */
    public static final class Broken extends Failure {
        private final String message;
        private final @Nullable Throwable cause;

        public Broken(String message, @Nullable Throwable cause) {
            this.message = message;
            this.cause = cause;
        }

        /** Returns the same for another future. */
        public Broken again() {
            return new Broken(message, cause);
        }

        @Override
        public BrokenPoolException reason() {
            return new BrokenPoolException(message, cause);
        }

        @Override
        public RuntimeException forResult() {
            return reason();
        }
    }

    /** The future was cancelled. */
    public static final class Cancelled extends Failure {
        private final String message;

        public Cancelled(String message) {
            this.message = message;
        }

        @Override
        public CancellationException reason() {
            return new CancellationException(message);
        }

        @Override
        public RuntimeException forResult() {
            return reason();
        }
    }

    /** Returns the failure that a stage's exception stands for. */
    static Failure ofStage(Throwable thrown) {
        return of(
                "stage",
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
    }

    /** Returns the failure of the job called {@code job} that {@code reason} stands for: an exception of ours keeps its meaning. */
    public static Failure of(String job, Throwable reason) {
        return switch (reason) {
            case CancellationException e -> new Cancelled(String.valueOf(e.getMessage()));
            case DeadlineExceededException e -> new Overdue(String.valueOf(e.getMessage()));
            case BrokenPoolException e -> new Broken(String.valueOf(e.getMessage()), e.getCause());
            default -> new JobThrew(job, reason, null);
        };
    }
}
