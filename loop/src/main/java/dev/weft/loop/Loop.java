package dev.weft.loop;

import dev.weft.Action;
import dev.weft.Block;
import dev.weft.Clock;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.VoidBlock;
import dev.weft.internal.pool.ForwardingPool;
import dev.weft.internal.task.Nullness;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Task;
import dev.weft.internal.time.Nanos;
import dev.weft.internal.watch.JvmSnapshot;
import dev.weft.loop.internal.Hops;
import dev.weft.loop.internal.LoopPool;
import dev.weft.loop.internal.RunningLoop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs as coroutines on one thread: very many waits at once, and no data races between them.
 *
 * <p>A job runs until it waits; then the next one that is ready has its turn. Coroutines are virtual threads that this loop
 * schedules, so the JDK's own waits suspend them as Weft's do: {@code future.result()}, {@code Thread.sleep}, locks, queues,
 * semaphores, sockets. Between two waits a coroutine has the thread for itself. What does not suspend holds the loop, and every
 * other coroutine with it: file access, reading a child process's output, native code, computing. Such work goes to another
 * pool, by {@link #on}; a watchdog reports a loop that is held.
 *
 * <p>Ready coroutines run first come, first served; one that becomes ready while others run has its turn after them. Virtual
 * threads that a coroutine starts by itself are ordinary ones, beside the loop.
 *
 * <p>A loop needs the flag {@code --add-opens=java.base/java.lang=ALL-UNNAMED} ({@code =dev.weft.loop} on the module path).
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-eventloop.html">asyncio's event loop</a>, from which we differ: no
 *     function has a colour, a cancel also ends a running job at its next wait, and time and order can be simulated
 */
@SuppressWarnings("exports") // users see Pool's methods, not where they are inherited from
public final class Loop extends ForwardingPool {

    /** How long a loop may be held before the watchdog says so, unless told otherwise. */
    public static final Duration DEFAULT_HELD_LIMIT = Duration.ofMillis(100);

    private static final AtomicInteger OPENED = new AtomicInteger();

    private final RunningLoop running;

    private Loop(RunningLoop running) {
        super(running.pool());
        this.running = running;
        running.pool().attach(this);
    }

    // ---- opening

    /**
     * Runs {@code main} on a new loop, cancels what it leaves behind, waits until that has stopped, and returns main's value.
     *
     * <p>The calling thread waits meanwhile; interrupted, it cancels main. Called by the main thread of an application that has
     * no handler for it, the first Ctrl-C cancels main, and the second ends the JVM.
     *
     * @throws dev.weft.JobFailedException if main failed, and the others of {@link Future#result()}
     * @throws IllegalStateException if this JVM was not given the flag; the message says how
     * @see <a href="https://docs.python.org/3/library/asyncio-runner.html#asyncio.run">asyncio.run</a>
     */
    public static <T extends @Nullable Object> T run(Job<T> main) {
        Objects.requireNonNull(main, "main");
        return Running.run(open(), main);
    }

    /** As {@link #run(Job)}, for a main without a value. */
    public static void run(Action main) {
        run(Pool.jobOf(main));
    }

    /**
     * Opens a loop on a thread of its own.
     *
     * @throws IllegalStateException if this JVM was not given the flag; the message says how
     */
    public static Loop open() {
        return builder().open();
    }

    /**
     * Opens a loop on somebody else's thread, to which {@code executor} gives access: a user interface's, or a network
     * library's. Sequential code then runs there without keeping that thread from its own work.
     *
     * <p>In a coroutine {@code Thread.currentThread()} is the coroutine. What compares it with the thread it belongs to, as Swing and
     * Netty do, is called by {@link #onCarrier}. The executor must not hold a monitor or lock while it runs what it is given, and
     * that thread must not wait for the loop or close it.
     *
     * @param executor runs what it is given one after the other, each on the same thread
     * @throws IllegalStateException if this JVM was not given the flag; the message says how
     */
    public static Loop over(Executor executor) {
        return builder().over(executor);
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    // ---- inside a coroutine

    /**
     * Returns the loop that the calling coroutine runs on.
     *
     * @throws IllegalStateException if the caller is no job of a loop
     * @see <a href="https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_running_loop">get_running_loop</a>
     */
    public static Loop current() {
        return loopOf(taskOfCaller());
    }

    /** Returns the loop that the calling coroutine runs on, or {@code null} if the caller is no job of a loop. */
    public static @Nullable Loop tryCurrent() {
        var task = tryTaskOfCaller();
        return task == null ? null : loopOf(task);
    }

    private static Loop loopOf(Task<?> task) {
        var pool = (LoopPool) task.owner();
        return pool.facade() instanceof Loop loop ? loop : new Loop(RunningLoop.simulated(pool));
    }

    /**
     * Returns the task that the calling coroutine runs.
     *
     * @throws IllegalStateException if the caller is no job of a loop
     * @see <a href="https://docs.python.org/3/library/asyncio-task.html#asyncio.current_task">current_task</a>
     */
    public static Future<?> currentTask() {
        return taskOfCaller();
    }

    private static Task<?> taskOfCaller() {
        var task = tryTaskOfCaller();
        if (task == null) {
            throw new IllegalStateException("no loop runs here: %s is no job of one; use Loop.run, or loop.submit"
                    .formatted(Thread.currentThread()));
        }
        return task;
    }

    private static @Nullable Task<?> tryTaskOfCaller() {
        for (var task = Strand.currentTask(); task != null; task = task.outerTask()) {
            if (task.owner() instanceof LoopPool) {
                return task;
            }
        }
        return null;
    }

    /**
     * Suspends the calling coroutine; outside of one, the thread.
     *
     * @param duration zero or less does not wait
     * @throws InterruptedException if cancelled or interrupted before or while it waits
     */
    public static void sleep(Duration duration) throws InterruptedException {
        Clock.sleep(duration);
    }

    /** Lets every other coroutine that is ready have a turn first. */
    // On a loop it is no hint, since the scheduler is ours; and the name is what Java calls it, too.
    @SuppressWarnings({"ThreadPriorityCheck", "NamedLikeContextualKeyword"})
    public static void yield() {
        Thread.yield();
    }

    // ---- other places

    /**
     * Has {@code job} run in another pool, for what would hold the loop, and returns a future whose callbacks run on the loop.
     * Cancelling it cancels the job.
     *
     * @throws java.util.concurrent.RejectedExecutionException if that pool is shut down, or full where waiting is off
     * @see <a href="https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor">run_in_executor</a>
     */
    public <T extends @Nullable Object> Future<T> on(Pool pool, Job<T> job) {
        return running.pool().lend(pool, Objects.requireNonNull(job, "job"));
    }

    /** As {@link #on(Pool, Job)}. */
    public Future<@Nullable Void> on(Pool pool, Action action) {
        return on(pool, Pool.jobOf(action));
    }

    /**
     * Runs {@code block} on the loop's bare thread, outside of any coroutine, and returns its value: for what looks at
     * {@code Thread.currentThread()}. The calling coroutine is suspended meanwhile, and goes on at once afterwards.
     *
     * <p>The block holds the loop until it returns. It must not wait for a coroutine, nor for a lock or monitor that one may
     * hold, the caller included.
     *
     * @throws X what the block throws
     * @throws IllegalStateException if the calling coroutine cannot be suspended now, since a class initializer or native code is
     *     on its stack
     */
    public <T extends @Nullable Object, X extends Exception> T onCarrier(Block<T, X> block) throws X {
        return Hops.run(running.pool(), block);
    }

    /** As {@link #onCarrier(Block)}, for a block without a value. */
    public <X extends Exception> void onCarrier(VoidBlock<X> block) throws X {
        this.<@Nullable Void, X>onCarrier(() -> {
            block.run();
            return Nullness.asT(null);
        });
    }

    /**
     * Returns a factory of coroutines of this loop that are no jobs, as {@code StructuredTaskScope} wants them. Closing the loop
     * waits for those that have started; it does not cancel them.
     */
    public ThreadFactory threadFactory() {
        return running.pool()::newThread;
    }

    // ---- callbacks

    /** Has {@code callback} run in the loop's next pass, after what is ready by now. */
    public Handle callSoon(Action callback) {
        return new Handle(submit(callback));
    }

    /** Has {@code callback} run once {@code delay} has passed; those of one instant in the order of these calls. */
    public Handle callLater(Duration delay, Action callback) {
        return new Handle(after(delay, callback));
    }

    /** Has {@code callback} run when {@link #time} shows {@code when}. */
    public Handle callAt(Duration when, Action callback) {
        return new Handle(running.at(when, callback));
    }

    /** Returns how long ago this loop was opened; it never goes back. */
    public Duration time() {
        return running.time();
    }

    // ---- looking at it

    /** Returns how often, and for how long, this loop was held. */
    public HeldStatistics held() {
        return new HeldStatistics(running.holds(), running.longestHold());
    }

    /** Returns the tasks that are not over, in no order. */
    public List<Future<?>> tasks() {
        return List.copyOf(running.pool().running());
    }

    /**
     * Returns what the tasks of this loop do now and who waits for whom. It can be asked for while the loop is held, and by its
     * own coroutines.
     */
    public TaskTree tree() {
        return TaskTree.of(JvmSnapshot.of(List.of(running.pool())));
    }

    /** How a loop is to be; used by one thread. */
    public static final class Builder {
        private @Nullable String name;
        private boolean submitStacks;
        private Duration heldLimit = DEFAULT_HELD_LIMIT;

        private Builder() {}

        /** Sets the name of the loop, which its thread and coroutines carry; {@code loop-1} and so on by default. */
        public Builder name(String newName) {
            name = Objects.requireNonNull(newName, "name");
            return this;
        }

        /** Sets whether a task knows where it was submitted, at the price of taking the stack each time; off by default. */
        public Builder submitStacks(boolean on) {
            submitStacks = on;
            return this;
        }

        /**
         * Sets how long the loop may be held before that is reported; {@link #DEFAULT_HELD_LIMIT} by default.
         *
         * @throws IllegalArgumentException if the limit is zero or negative
         */
        public Builder heldLimit(Duration limit) {
            heldLimit = Nanos.ensurePositive(limit, "heldLimit");
            return this;
        }

        /** As {@link Loop#open()}. */
        public Loop open() {
            return new Loop(RunningLoop.onThreadOfItsOwn(settings()));
        }

        /** As {@link Loop#over(Executor)}. */
        public Loop over(Executor executor) {
            return new Loop(RunningLoop.over(executor, settings()));
        }

        private RunningLoop.Settings settings() {
            var loopName = name != null ? name : "loop-" + OPENED.incrementAndGet();
            return new RunningLoop.Settings(loopName, submitStacks, heldLimit);
        }
    }
}
