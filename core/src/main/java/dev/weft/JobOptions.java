package dev.weft;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one job is to be run: what the views of a pool add to it on its way to {@link Pool#submit(JobOptions,
 * java.util.concurrent.Callable)}.
 *
 * <p>Immutable. A pool of one's own hands it on, or reads {@link #name} and {@link #deadline}.
 */
public final class JobOptions {
    private static final JobOptions NONE = new JobOptions(null, null, null, null, null, false);

    private final @Nullable String name;
    private final @Nullable Deadline deadline;
    private final @Nullable JobRandom seed;
    private final @Nullable SubmitStack submitted;
    private final @Nullable Context context;
    private final boolean waited;

    private JobOptions(
            @Nullable String name,
            @Nullable Deadline deadline,
            @Nullable JobRandom seed,
            @Nullable SubmitStack submitted,
            @Nullable Context context,
            boolean waited) {
        this.name = name;
        this.deadline = deadline;
        this.seed = seed;
        this.submitted = submitted;
        this.context = context;
        this.waited = waited;
    }

    /** Returns the options of a job submitted to a pool directly. */
    public static JobOptions none() {
        return NONE;
    }

    /** Returns these options with a name for the job. */
    public JobOptions withName(String newName) {
        return new JobOptions(Objects.requireNonNull(newName, "name"), deadline, seed, submitted, context, waited);
    }

    /** Returns these options with a time by which the job must be done; the earlier one counts if there is one already. */
    public JobOptions withDeadline(Deadline newDeadline) {
        var earlier =
                deadline != null && deadline.remainingNanos() < newDeadline.remainingNanos() ? deadline : newDeadline;
        return new JobOptions(name, earlier, seed, submitted, context, waited);
    }

    /** Returns these options with a random generator of the job's own, told by a seed and the job's number. */
    public JobOptions withSeed(long newSeed, long number) {
        return new JobOptions(name, deadline, new JobRandom(newSeed, number), submitted, context, waited);
    }

    /** Returns these options with a context that was captured before, in another JVM. */
    public JobOptions withContext(Context captured) {
        return new JobOptions(name, deadline, seed, submitted, captured, waited);
    }

    /**
     * Returns these options with what travels from the submitting thread to the job: the values of the registered context
     * carriers and, where asked for, the stack. What was captured before is kept.
     */
    public JobOptions captured(boolean submitStack) {
        var captured = context == null ? Context.capture() : context;
        var stack = submitted == null && submitStack ? new SubmitStack() : submitted;
        return captured == context && stack == submitted
                ? this
                : new JobOptions(name, deadline, seed, stack, captured, waited);
    }

    /**
     * Returns these options for a job that has waited for its turn already: a pool takes it at once, beyond its limit, and
     * neither waits nor refuses it for being full, since whoever submits it is not the one who wants it done.
     */
    public JobOptions waited() {
        return waited ? this : new JobOptions(name, deadline, seed, submitted, context, true);
    }

    /** Returns the job's name, if it was given one. */
    public @Nullable String name() {
        return name;
    }

    /** Returns the time by which the job must be done, counted from its submission. */
    public @Nullable Deadline deadline() {
        return deadline;
    }

    /** Returns the random numbers of the job, if it was submitted with a seed. */
    public @Nullable JobRandom random() {
        return seed;
    }

    /** Returns the stack of the submitting thread, if it was recorded. */
    public @Nullable SubmitStack submitted() {
        return submitted;
    }

    /** Returns what the registered carriers captured in the submitting thread, or {@code null} if none is registered. */
    public @Nullable Context context() {
        return context;
    }

    /** Tells whether the job has waited for its turn already; see {@link #waited}. */
    public boolean hasWaited() {
        return waited;
    }
}
