package dev.weft.loop.internal;

import dev.weft.Action;
import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.TaskGroup;
import dev.weft.internal.pool.Lifecycle;
import dev.weft.internal.pool.LocalPool;
import dev.weft.internal.task.Frames;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Relay;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Task;
import dev.weft.internal.watch.EventBus;
import dev.weft.internal.watch.PoolRegistry;
import dev.weft.internal.watch.Sight;
import dev.weft.internal.watch.Waits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
            lookWhetherOver();
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

    /** Ends the coroutine that the caller is; a task that never ran is a Runnable that others have, too, and may run. */
    private void endCurrent() {
        var coroutine = engine.current();
        if (coroutine != null && coroutine.thread() == Thread.currentThread()) {
            coroutine.end();
        }
    }

    /**
     * Has callbacks run in the loop's next pass, on the loop: in the coroutine whose end brought them about, or else in a new
     * one, also while the loop is closing.
     */
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours, and what is ready by now comes first
    public boolean callBack(FutureCell<?> done, Runnable callbacks) {
        var ending = Strand.currentTask();
        if (ending != null && ending.owner() == this && ending.hasStopped()) {
            Thread.yield();
            return false;
        }
        return submitCallbacks(done, callbacks);
    }

    private boolean submitCallbacks(FutureCell<?> done, Runnable callbacks) {
        var options = JobOptions.none().withName("callbacks of " + done.name());
        var task = new Task<@Nullable Void>(this, capture(options), new Callbacks(callbacks));
        var coroutine = new Coroutine(threads.newThread(task), task);
        if (!lifecycle.enterLate(coroutine)) {
            return false; // there is no pass any more
        }
        EventBus.submitted(task);
        startThread(coroutine);
        return true;
    }

    /** Runs callbacks to their end, also on a loop that is shut down: nobody else calls them. */
    private record Callbacks(Runnable all) implements Callable<@Nullable Void> {
        @Override
        public @Nullable Void call() {
            TaskGroup.<RuntimeException>cleanUp(all::run);
            return null;
        }
    }

    /** Has {@code callback} run when the engine's time is {@code atNanos}. */
    public Future<?> at(long atNanos, Action callback) {
        if (isShutdown()) {
            throw shutDownRejection();
        }
        var relay = new Relay<@Nullable Void>(this, JobOptions.none(), Pool.jobOf(callback));
        var timer = engine.scheduleAt(atNanos, relay::attemptOnce);
        relay.whenDone(Listener.of(timer::cancel));
        timetable().add(relay);
        return relay;
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
                .filter(task -> !(task.job() instanceof Callbacks)) // these are not cancelled
                .toList();
    }

    // ---- what there is to see inside

    @Override
    public List<Sight> sights(int most) {
        var running = engine.current();
        var seen = coroutines().stream()
                .sorted(Comparator.comparingLong(coroutine -> coroutine.thread().threadId()))
                .limit(most)
                .collect(Collectors.toCollection(ArrayList::new));
        if (running != null && !seen.contains(running)) {
            seen.addFirst(running); // whoever holds the loop matters most
        }
        return seen.stream()
                .map(coroutine -> sight(coroutine, coroutine == running))
                .toList();
    }

    private Sight sight(Coroutine coroutine, boolean running) {
        var thread = coroutine.thread();
        if (running) {
            return new Sight(coroutine.task(), thread, "running", engine.stackOf(coroutine));
        }
        return switch (thread.getState()) {
            // The stack of one that is ready is not taken: the JDK would have it run ahead of its turn.
            case NEW, RUNNABLE -> new Sight(coroutine.task(), thread, "ready", null);
            case BLOCKED -> new Sight(coroutine.task(), thread, "blocked", thread);
            case WAITING, TIMED_WAITING -> new Sight(coroutine.task(), thread, "waiting", thread);
            case TERMINATED -> new Sight(coroutine.task(), thread, "ended", null);
        };
    }

    @Override
    public int atWork() {
        return coroutines().size();
    }

    /** Says what the job of {@code task} waits for and where, if it does, and where it comes from. */
    @Override
    public String story(JobCell<?> task) {
        var thread = task.thread();
        var waiting = thread != null && Waits.isWaiting(thread)
                ? (task.isDone() ? ", its job still " : ", ") + waiting(thread)
                : "";
        var submitted = task.submittedAt();
        if (submitted != null) {
            return waiting + ", submitted at " + submitted;
        }
        var code = task.codeName();
        return code.equals(task.name()) ? waiting : waiting + ", from " + code;
    }

    private static String waiting(Thread thread) {
        // It waits, so this neither holds it up nor has it run ahead of its turn.
        var stack = Stream.of(thread.getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
        var what = Waits.describe(thread, stack, _ -> null);
        var frame = Frames.innermostOfUser(stack);
        return (what == null ? "waiting" : "waiting for " + what) + (frame == null ? "" : " at " + frame);
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
        lookWhetherOver();
    }

    /** Wakes the engine, which then looks whether it is finished. */
    private void lookWhetherOver() {
        engine.post(() -> {});
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
