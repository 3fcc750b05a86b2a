package dev.weft.loop.internal;

import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.pool.Lifecycle;
import dev.weft.internal.pool.LocalPool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Relay;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Task;
import dev.weft.internal.watch.PoolRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs each job as a coroutine of one engine. */
public final class LoopPool extends LocalPool {
    private final Engine engine;
    private final Lifecycle<Coroutine> lifecycle;
    private final ThreadFactory threads;
    // Set once, before the pool is used.
    private @Nullable Pool facade;

    /**
     * Makes a pool of the coroutines that {@code engine} drives.
     *
     * @param lifecycle those that are not over; the engine lets them out, on its carrier
     */
    public LoopPool(String name, boolean submitStacks, Engine engine, Clock clock, Lifecycle<Coroutine> lifecycle) {
        super("loop", name, clock, submitStacks);
        this.engine = engine;
        this.lifecycle = lifecycle;
        this.threads = JdkThreads.builder(new JdkScheduler(engine, this::countStarted))
                .name(name)
                .factory();
        PoolRegistry.add(this);
    }

    /** Sets what users know as this pool. */
    public void attach(Pool newFacade) {
        facade = newFacade;
    }

    /** Returns what users know as this pool; {@code null} in a simulation, until somebody asks for its loop. */
    public @Nullable Pool facade() {
        return facade;
    }

    // ---- in

    @Override
    protected void start(Task<?> task) {
        var coroutine = new Coroutine(threads.newThread(task), task);
        enter(coroutine);
        startThread(coroutine);
    }

    private void enter(Coroutine coroutine) {
        if (!lifecycle.enter(coroutine)) {
            throw shutDownRejection();
        }
    }

    private void startThread(Coroutine coroutine) {
        try {
            coroutine.thread().start();
        } catch (Throwable e) {
            lifecycle.leave(coroutine);
            throw e;
        }
    }

    /** Returns an unstarted thread for {@code work} that is a coroutine of this pool's engine, counted from its start on. */
    public Thread newThread(Runnable work) {
        Objects.requireNonNull(work, "work");
        var thread = threads.newThread(() -> {
            try {
                work.run();
            } finally {
                endCurrent();
            }
        });
        return new Coroutine(thread, null).thread();
    }

    private void countStarted(Coroutine coroutine) {
        if (!lifecycle.enter(coroutine)) {
            throw new RejectedExecutionException("loop '%s' is shut down and starts no more threads".formatted(name()));
        }
    }

    /** Has {@code job} run in {@code other}, and returns a future that calls back here. */
    public <T extends @Nullable Object> Future<T> lend(Pool other, Job<T> job) {
        var relay = new Relay<T>(other, this, JobOptions.none(), job);
        var attempt = relay.submit();
        if (attempt != null) {
            attempt.whenOver(Listener.of(() -> relay.endAs(attempt)));
        }
        return relay;
    }

    // ---- the end of a job

    @Override
    public void ended(Task<?> task) {
        endCurrent();
    }

    private void endCurrent() {
        Objects.requireNonNull(engine.current(), "a coroutine that has a thread")
                .end();
    }

    /**
     * Has callbacks run in the loop's next pass, on the loop: in the coroutine whose end brought them about, or else in a new
     * one.
     */
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours, and what is ready by now comes first
    public boolean callBack(FutureCell<?> done, Runnable callbacks) {
        var task = Strand.currentTask();
        if (task != null && task.owner() == this && task.hasStopped()) {
            Thread.yield();
            return false;
        }
        return submitCallbacks(done, callbacks);
    }

    private boolean submitCallbacks(FutureCell<?> done, Runnable callbacks) {
        try {
            var options = JobOptions.none().withName("callbacks of " + done.name());
            submit(options, () -> {
                callbacks.run();
                return null;
            });
            return true;
        } catch (RejectedExecutionException _) {
            return false; // there is no pass any more
        }
    }

    // ---- what a pool tells

    /** Returns what drives this pool. */
    public Engine engine() {
        return engine;
    }

    /** Tells also of a thread that would wait for itself without being in a job: the carrier in a user's action. */
    @Override
    public boolean runsCaller() {
        return super.runsCaller() || engine.wouldHold();
    }

    /** Returns the coroutines that are not over, as of now. */
    public Collection<Coroutine> coroutines() {
        return lifecycle.inside();
    }

    @Override
    public List<? extends JobCell<?>> running() {
        return lifecycle.inside().stream()
                .<Task<?>>mapMulti(
                        (coroutine, each) -> Stream.ofNullable(coroutine.task()).forEach(each))
                .toList();
    }

    @Override
    public int window() {
        return 256;
    }

    @Override
    protected boolean submitsAtOnce() {
        return true;
    }

    @Override
    public int threads() {
        return 0;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    protected void stopTaking() {
        lifecycle.shutdown();
        engine.post(() -> {}); // it looks whether it is finished when it is woken
    }

    @Override
    public boolean isShutdown() {
        return lifecycle.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return lifecycle.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return lifecycle.awaitTermination(timeout, unit);
    }
}
