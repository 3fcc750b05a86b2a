package dev.weft.internal.task;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.Progress;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.internal.time.Nanos;
import dev.weft.internal.watch.UnobservedFailures;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link Future}: a write-once outcome and a {@link Phase} for the job behind it.
 *
 * <p>The two are apart, because a cancelled or overdue future is done while its job may go on. Each has a stack of listeners
 * that is closed when the outcome is set, or the job has stopped. Any thread may call any method; there is no lock.
 */
public non-sealed class FutureCell<T extends @Nullable Object> implements Future<T> {
    private static final VarHandle OUTCOME;
    private static final VarHandle PHASE;
    private static final Listeners DONE_LISTENERS;
    private static final Listeners STOP_LISTENERS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            OUTCOME = lookup.findVarHandle(FutureCell.class, "outcome", Object.class);
            PHASE = lookup.findVarHandle(FutureCell.class, "phase", Phase.class);
            DONE_LISTENERS = new Listeners(
                    lookup.findVarHandle(FutureCell.class, "doneListeners", Listener.class), FutureCell::isDone);
            STOP_LISTENERS = new Listeners(
                    lookup.findVarHandle(FutureCell.class, "stopListeners", Listener.class), FutureCell::hasStopped);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // What the job is doing. Every legal move is a call of move().
    enum Phase {
        /** Waits for its turn. */
        WAITING,
        /** Runs. */
        RUNNING,
        /** Runs, and another thread is about to interrupt it: the job cannot stop before that has been done. */
        INTERRUPTING,
        /** Runs, and has been interrupted. */
        INTERRUPTED,
        /** Has ended, or never will start. */
        STOPPED
    }

    /** The outcome of a job that returned {@code null}. */
    private static final Object NULL = new Object();

    // null -> a value, NULL or a Failure, once, by CAS.
    private volatile @Nullable Object outcome;
    // Moved by CAS.
    private volatile Phase phase = Phase.WAITING;
    private volatile @Nullable Listener doneListeners;
    private volatile @Nullable Listener stopListeners;
    private volatile @Nullable Progress progress;

    // ---- how it ends

    /** Ends the future with a value; {@code false} means that it was done already. */
    public final boolean succeed(T value) {
        return settle(value == null ? NULL : value, false);
    }

    /** Ends the future without a value; {@code false} means that it was done already. */
    public final boolean end(Failure failure) {
        return end(failure, false);
    }

    /** Ends the future without a value, and interrupts its job where {@code interrupt} says so. */
    final boolean end(Failure failure, boolean interrupt) {
        if (isDone()) {
            return false;
        }
        stopBeforeStart(); // before anybody can see the outcome: a job whose future is done does not start
        if (!settle(failure, interrupt)) {
            return false;
        }
        if (!(failure instanceof Failure.Cancelled)) {
            UnobservedFailures.watch(this, failure);
        }
        return true;
    }

    private boolean settle(Object end, boolean interrupt) {
        if (!OUTCOME.compareAndSet(this, null, end)) {
            return false;
        }
        try {
            done(interrupt);
        } finally {
            DONE_LISTENERS.close(this);
        }
        return true;
    }

    /** Returns who says where the users' callbacks on this future run. */
    protected CallbackHome home() {
        return CallbackHome.ANYWHERE;
    }

    /**
     * Called once, as soon as the outcome is there and before those are told who listen by then: a job that has not started has
     * stopped.
     *
     * @param interrupt whether the job, if it runs, is to be interrupted
     */
    protected void done(boolean interrupt) {
        stopBeforeStart();
    }

    @Override
    public final boolean cancel(boolean interrupt) {
        return end(new Failure.Cancelled("job '%s' was cancelled".formatted(name())), interrupt) || isCancelled();
    }

    // ---- what the job does

    /** Moves the job on; {@code false} means that it was not in {@code from}. */
    final boolean move(Phase from, Phase to) {
        return PHASE.compareAndSet(this, from, to);
    }

    /** Tells whether the job has stopped, or will not start. */
    public final boolean hasStopped() {
        return phase == Phase.STOPPED;
    }

    final Phase phase() {
        return phase;
    }

    /** Marks the job as running; {@code false} means that it must not run, since the future is done. */
    public final boolean begin() {
        if (!move(Phase.WAITING, Phase.RUNNING)) {
            return false;
        }
        if (isDone()) {
            // Done between the two: whoever did it found no job to stop.
            stopped();
            return false;
        }
        return true;
    }

    /** Marks a job that is handed over to where it runs as running; {@code false} means that it must not run any more. */
    protected final boolean handOver() {
        return move(Phase.WAITING, Phase.RUNNING);
    }

    /** Has a job that was handed over, and has not begun there or is lost, wait for its turn again. */
    protected final void takeBack() {
        move(Phase.RUNNING, Phase.WAITING);
        if (isDone()) {
            stopBeforeStart(); // done meanwhile: whoever did it found a job that runs
        }
    }

    /** Marks the job as stopped and tells those who wait for that. */
    public final void stopped() {
        if (phase != Phase.STOPPED) {
            phase = Phase.STOPPED;
        }
        STOP_LISTENERS.close(this);
    }

    /** Marks a job that has not begun as stopped; {@code false} means that it has begun. */
    protected final boolean stopBeforeStart() {
        if (phase != Phase.WAITING || !move(Phase.WAITING, Phase.STOPPED)) {
            return false;
        }
        neverStarts();
        stopped();
        return true;
    }

    /** Ends the future of a job that has not begun, and so never will; {@code false} means that it has begun. */
    public boolean withdraw(Failure failure) {
        if (!stopBeforeStart()) {
            return false;
        }
        end(failure);
        return true;
    }

    /** Called once if the job will not start. */
    protected void neverStarts() {}

    /** Tells whether {@code task} is, or runs, the job of this future. */
    public boolean covers(JobCell<?> task) {
        return this == task;
    }

    /** Tells {@code listener} once the job has stopped. */
    public final void whenStopped(Listener listener) {
        STOP_LISTENERS.pushOrFire(this, listener);
    }

    /** Tells {@code listener} once the future is done. */
    public final void whenDone(Listener listener) {
        DONE_LISTENERS.pushOrFire(this, listener);
    }

    /** Tells whether the future is done and the job has stopped. */
    public final boolean isOver() {
        return isDone() && hasStopped();
    }

    /** Tells {@code listener} once the future is done and the job has stopped, which come in either order. */
    public final void whenOver(Listener listener) {
        var eventsLeft = new AtomicInteger(2);
        var either = (Runnable) () -> {
            if (eventsLeft.decrementAndGet() == 0) {
                listener.fire();
            }
        };
        whenStopped(Listener.of(either));
        whenDone(Listener.of(either));
    }

    /** Takes a listener of {@link #whenDone} back. */
    public final void forget(Listener listener) {
        DONE_LISTENERS.remove(this, listener);
    }

    // ---- waiting

    /** Waits until the future is done; {@code false} means that the time ran out. */
    public final boolean awaitDone(long nanos) throws InterruptedException {
        if (isDone()) {
            return true;
        }
        long left = help(nanos);
        return isDone() || await(DONE_LISTENERS, left);
    }

    /**
     * Called by a thread that is about to wait for {@code nanos}: may do itself what it would wait for, as long as the future is
     * not done, the thread not interrupted, and there is time.
     *
     * @return how much of the time is left
     */
    protected long help(long nanos) {
        return nanos;
    }

    private boolean await(Listeners listeners, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (nanos <= 0) {
            return false;
        }
        var waiter = new Waiter();
        if (!listeners.push(this, waiter)) {
            return true;
        }
        try {
            return waiter.await(this, nanos);
        } finally {
            if (!waiter.fired()) {
                listeners.remove(this, waiter);
            }
        }
    }

    /** Waits until the job has stopped; an interrupt does not end the wait and is kept. */
    public final void awaitStoppedUninterruptibly() {
        var waiter = new Waiter();
        if (STOP_LISTENERS.push(this, waiter)) {
            waiter.awaitUninterruptibly(this);
        }
    }

    @Override
    public final boolean awaitStopped(Duration timeout) {
        try {
            long nanos = Nanos.of(timeout);
            // A job stops an instant before its future is done; who has waited for the one finds the other.
            return (hasStopped() || await(STOP_LISTENERS, nanos)) && awaitDone(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitUnchecked() {
        if (outcome == null) {
            try {
                awaitDone(Clock.FOREVER);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private void awaitUnchecked(Duration timeout) {
        try {
            if (!awaitDone(Nanos.of(timeout))) {
                throw new WaitTimeoutException("job '%s' is still %s after %s; it goes on"
                        .formatted(name(), status() == Status.PENDING ? "waiting" : "running", timeout));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private WaitInterruptedException interrupted(InterruptedException e) {
        return Interruption.of("interrupted while waiting for job '%s'; it goes on".formatted(name()), e);
    }

    // ---- what is found

    @Override
    public final T result() {
        awaitUnchecked();
        return settledResult();
    }

    @Override
    public final T result(Duration timeout) {
        awaitUnchecked(timeout);
        return settledResult();
    }

    private T settledResult() {
        if (outcome instanceof Failure failure) {
            failure.observe();
            throw failure.forResult();
        }
        return value();
    }

    @Override
    public final @Nullable Throwable exception() {
        awaitUnchecked();
        return settledException();
    }

    @Override
    public final @Nullable Throwable exception(Duration timeout) {
        awaitUnchecked(timeout);
        return settledException();
    }

    private @Nullable Throwable settledException() {
        var failure = failure();
        if (failure instanceof Failure.Cancelled) {
            throw failure.forResult();
        }
        if (failure == null) {
            return null;
        }
        failure.observe();
        return failure.reason();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        awaitDone(Clock.FOREVER);
        return settledGet();
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!awaitDone(unit.toNanos(timeout))) {
            throw new TimeoutException("job '%s' is not done after %d %s".formatted(name(), timeout, unit));
        }
        return settledGet();
    }

    private T settledGet() throws ExecutionException {
        if (outcome instanceof Failure failure) {
            if (failure instanceof Failure.Cancelled) {
                throw failure.forResult();
            }
            failure.observe();
            throw failure.forGet();
        }
        return value();
    }

    @SuppressWarnings("unchecked") // settle() is only given values of type T
    private T value() {
        var end = outcome;
        return Nullness.asT((T) (end == NULL ? null : end));
    }

    /** Returns why there is no value; {@code null} if there is one or the future is not done. */
    public final @Nullable Failure failure() {
        return outcome instanceof Failure failure ? failure : null;
    }

    /** Returns the value of a future that is known to have one. */
    @Override
    public final T resultNow() {
        if (status() != Status.SUCCEEDED) {
            throw new IllegalStateException("job '%s' has no value: it is %s".formatted(name(), lower(status())));
        }
        return value();
    }

    @Override
    public final Throwable exceptionNow() {
        if (status() != Status.FAILED || !(outcome instanceof Failure failure)) {
            throw new IllegalStateException("job '%s' has no exception: it is %s".formatted(name(), lower(status())));
        }
        failure.observe();
        return failure.reason();
    }

    @Override
    public final boolean isDone() {
        return outcome != null;
    }

    @Override
    public final boolean isCancelled() {
        return outcome instanceof Failure.Cancelled;
    }

    @Override
    public final Status status() {
        return switch (outcome) {
            case null -> waits() ? Status.PENDING : Status.RUNNING;
            case Failure.Cancelled _ -> Status.CANCELLED;
            case Failure _ -> Status.FAILED;
            default -> Status.SUCCEEDED;
        };
    }

    /** Tells whether the job waits for its turn. */
    protected boolean waits() {
        return phase == Phase.WAITING;
    }

    @Override
    public final State state() {
        return switch (status()) {
            case PENDING, RUNNING -> State.RUNNING;
            case SUCCEEDED -> State.SUCCESS;
            case FAILED -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
        };
    }

    @Override
    public final void addDoneCallback(Consumer<? super Future<T>> callback) {
        whenDone(new Callback<>(this, callback));
    }

    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        var copy = new CompletableFuture<T>();
        whenDone(new Callback<>(this, _ -> {
            if (outcome instanceof Failure failure) {
                failure.observe();
                copy.completeExceptionally(failure.forStage());
            } else {
                copy.complete(value());
            }
        }));
        return copy;
    }

    @Override
    public String name() {
        return "future";
    }

    @Override
    public @Nullable Progress progress() {
        return progress;
    }

    /** Takes what the job reports. */
    public final void report(Progress latest) {
        progress = latest;
    }

    /** Says name and state, and the type of the value or exception, never the value itself. */
    @Override
    public String toString() {
        var end = outcome;
        var detail = switch (end) {
            case null -> "";
            case Failure.Cancelled _ -> "";
            case Failure failure -> " " + failure.reason().getClass().getSimpleName();
            default -> " " + (end == NULL ? "null" : end.getClass().getSimpleName());
        };
        return "Future[%s %s%s%s]".formatted(name(), lower(status()), detail, story());
    }

    /** Returns what else there is to say of the job, as it stands behind a comma; nothing by default. */
    protected String story() {
        return "";
    }

    private static String lower(Status status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }
}
