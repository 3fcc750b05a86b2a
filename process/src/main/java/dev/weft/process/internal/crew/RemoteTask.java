package dev.weft.process.internal.crew;

import dev.weft.JobOptions;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Nullness;
import dev.weft.internal.task.RepeatableJob;
import dev.weft.internal.task.RunnableJob;
import dev.weft.internal.watch.EventBus;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.codec.Raw;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.worker.JobWithContext;
import dev.weft.process.internal.worker.RunnableToRun;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job that runs in a worker.
 *
 * <p>Made by the submitting thread. Handed over when it is sent; a worker may have several, of which it runs the first.
 */
final class RemoteTask<T extends @Nullable Object> extends JobCell<T> {
    private static final int SHORT_BYTES = 32 << 10;
    private static final VarHandle LIVE;

    static {
        try {
            LIVE = MethodHandles.lookup().findVarHandle(RemoteTask.class, "live", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Crew crew;
    private final boolean repeatable;
    // The job as bytes; null before that, and when it will not be sent any more.
    private volatile @Nullable Message message;
    // Where it was sent; changed under the crew's lock.
    private volatile @Nullable WorkerJvm worker;
    // Whether it is the first of its worker's jobs, which is the one that runs; changed under the crew's lock.
    private volatile boolean first;

    // Whether a thread waits for it, or did. false -> true, never back.
    private volatile boolean awaited;

    // Whether the pool's end waits for it. false -> true under the crew's lock, and back once, by compare-and-set.
    private volatile boolean live;

    // Guarded by the crew's lock: its number at its worker; whether it is in the queue; how many workers it has cost.
    int number;
    boolean queued;
    int losses;

    RemoteTask(Crew crew, JobOptions options, Callable<? extends T> job) {
        super(crew, options, job);
        this.crew = crew;
        this.repeatable = job instanceof RepeatableJob<?>;
    }

    boolean repeatable() {
        return repeatable;
    }

    /**
     * Makes the job bytes.
     *
     * @throws UnsendableException if it cannot be sent; it says why
     */
    void encode(Encoder encoder) throws UnsendableException {
        Object sent = job();
        if (sent instanceof RunnableJob<?> runnable && runnable.original() instanceof Serializable) {
            sent = new RunnableToRun(runnable.original()); // its value stays here
        }
        var context = options().context();
        if (context != null && !context.values().isEmpty()) {
            sent = new JobWithContext((Callable<?>) sent, new LinkedHashMap<>(context.values()));
        }
        message = encoder.encode(sent, "");
    }

    /** Returns how many bytes the job takes. */
    long bytes() {
        var sent = message;
        return sent == null
                ? 0
                : sent.body().size() + sent.raws().stream().mapToLong(Raw::size).sum();
    }

    /** Tells whether the job is a few bytes, which a pipe takes at once. */
    boolean isShort() {
        return bytes() <= SHORT_BYTES;
    }

    /** Returns the job as a frame; it was given to a worker and is not over. */
    Frame.Run toFrame() {
        var bytes = Objects.requireNonNull(message, "message");
        return new Frame.Run(number, options().name(), options().random(), bytes);
    }

    /** Marks the task as sent to {@code to}; {@code false} means that it must not be sent. Under the crew's lock. */
    boolean give(WorkerJvm to) {
        if (!handOver()) {
            return false;
        }
        worker = to;
        return true;
    }

    /** Marks the task as the one that its worker runs; {@code false} if it was before. Under the crew's lock. */
    boolean becomeFirst() {
        boolean before = first;
        first = true;
        return !before;
    }

    /** Has a task that was sent wait again. */
    void giveBack() {
        worker = null;
        first = false;
        takeBack();
    }

    /** Has the pool's end wait for the task. */
    void markLive() {
        live = true;
    }

    /** Has the pool's end not wait for the task any more; {@code false} means that it did not. */
    boolean leave() {
        return live && LIVE.compareAndSet(this, true, false);
    }

    /** Tells whether a thread waits for the task, or did. */
    boolean isAwaited() {
        return awaited;
    }

    @Nullable
    WorkerJvm worker() {
        return worker;
    }

    /** Ends the task with what its worker answered. */
    @SuppressWarnings("unchecked") // the worker ran a job that gives a T
    void answered(@Nullable Object value) {
        var own = job() instanceof RunnableJob<?> runnable ? runnable.value() : value;
        release();
        stopped();
        succeed(Nullness.asT((T) own));
        crew.leaveIfOver(this);
    }

    /** Ends the task with what its job threw, or with what became of its worker. */
    void failed(Throwable reason) {
        release();
        stopped();
        end(new Failure.JobThrew(name(), reason, options().submitted()));
        crew.leaveIfOver(this);
    }

    /** Ends a task whose worker is gone. */
    void lost(Obituary obituary) {
        failed(obituary.toException(name(), repeatable));
    }

    /** Marks a task that is done as stopped: its worker has given it back, or is gone. */
    void dropped() {
        release();
        stopped();
        crew.leaveIfOver(this);
    }

    private void release() {
        message = null;
        releaseJob();
    }

    @Override
    protected void done(boolean interrupt) {
        super.done(interrupt);
        if (!stopBeforeStart() && !isOver()) {
            crew.stop(this, interrupt);
        }
        EventBus.ended(this);
        crew.leaveIfOver(this);
    }

    @Override
    protected void neverStarts() {
        release();
        crew.abandoned(this);
    }

    /** A thread of the user's that waits for the job reads its answer itself; a virtual one would hold its carrier. */
    @Override
    protected long help(long nanos) {
        awaited = true;
        var at = worker;
        return at == null || !first || Thread.currentThread().isVirtual() ? nanos : at.readFor(this, nanos);
    }

    /** A task that was sent waits until those before it at the same worker have stopped. */
    @Override
    protected boolean waits() {
        return super.waits() || !first;
    }

    @Override
    public String place() {
        var at = worker;
        return at == null || !first ? "" : at.toString();
    }
}
