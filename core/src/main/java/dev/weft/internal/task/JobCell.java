package dev.weft.internal.task;

import dev.weft.JobOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The future of a job of one of Weft's own pools, wherever the job runs. */
public abstract class JobCell<T extends @Nullable Object> extends TimedCell<T> implements Awaited {
    private final TaskOwner owner;

    // The Callable until it has stopped, then its class: what it captured can be collected, its name can still be told.
    // Others read it for the name only, for which either will do.
    private Object job;

    protected JobCell(TaskOwner owner, JobOptions options, Callable<? extends T> job) {
        super(options, owner.clock());
        this.owner = owner;
        this.job = job;
    }

    /** Returns the pool that the job was given to. */
    public final TaskOwner owner() {
        return owner;
    }

    @Override
    protected final CallbackHome home() {
        return owner;
    }

    /** Returns the job as it was submitted; its class, once it has stopped. */
    public final Object job() {
        return job;
    }

    /** Returns where the job was submitted, if that was recorded: the innermost frame of the user's. */
    public final @Nullable String submittedAt() {
        var submitted = options().submitted();
        return submitted == null ? null : Frames.innermostOfUser(submitted.getStackTrace());
    }

    /** Returns what the user's code is called, whatever name the job was given. */
    public final String codeName() {
        return JobNames.describe(jobClass());
    }

    @Override
    protected final String story() {
        return owner.story(this);
    }

    /** Lets go of the job, which will not run any more. */
    protected final void releaseJob() {
        job = jobClass();
    }

    @Override
    final Class<?> jobClass() {
        return job instanceof Class<?> known ? known : JobNames.classOf(job);
    }

    /** Returns the thread of this JVM that runs the job, or its callbacks; {@code null} if there is none. */
    public @Nullable Thread thread() {
        return null;
    }

    /** Returns where the job runs, if that is outside of this JVM; empty if it is not. */
    public String place() {
        return "";
    }

    /** Tells whether the job has waited for its turn before it was submitted here. */
    public final boolean hasWaited() {
        return options().hasWaited();
    }

    @Override
    public final boolean dependsOn(TaskOwner other) {
        return owner.equals(other) && !isDone();
    }
}
