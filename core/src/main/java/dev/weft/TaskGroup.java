package dev.weft;

import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Nullness;
import dev.weft.internal.task.Region;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.TaskOwner;
import dev.weft.internal.task.Waiter;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that belong together: the block that starts them does not end before all of them have stopped, and the first failure,
 * of a job or of the block itself, cancels the rest.
 *
 * <p>Made by {@link #run}. Any thread, the jobs' too, may submit as long as the block has not ended.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-task.html#task-groups">asyncio.TaskGroup</a>, from which we differ:
 *     the first failure is thrown as it is, with the later ones suppressed, instead of an ExceptionGroup
 */
public final class TaskGroup {
    private final Pool pool;
    private final Region body;
    // The jobs that have not both ended and stopped.
    private final Set<FutureCell<?>> running = ConcurrentHashMap.newKeySet();
    // In order of failing.
    private final Queue<FutureCell<?>> failed = new ConcurrentLinkedQueue<>();
    // Set when the rest is to be cancelled: by a failure, or because the block is interrupted.
    private volatile boolean cancelled;
    // The block, until it ends, and the jobs that are not over or just being submitted; at 0 the group has ended for
    // good.
    private final AtomicInteger inside = new AtomicInteger(1);
    // Made in the block's thread, which waits for the last job.
    private final Waiter ended = new Waiter();
    private final Rest rest = new Rest();

    /** The jobs that are not over, as something to wait for. */
    private final class Rest implements Awaited {
        @Override
        public Set<FutureCell<?>> parts() {
            return running;
        }

        @Override
        public boolean dependsOn(TaskOwner owner) {
            return !running.isEmpty()
                    && running.stream()
                            .allMatch(future -> future instanceof Awaited awaited && awaited.dependsOn(owner));
        }

        @Override
        public String toString() {
            return TaskGroup.this.toString();
        }
    }

    /**
     * The block of a group.
     *
     * @param <T> the type of its value
     * @param <X> the type of exception that it may throw
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object, X extends Exception> {
        /** Starts jobs in {@code group}, may wait for them, and returns a value. */
        T run(TaskGroup group) throws X;
    }

    /** The block of a group that has no value. */
    @FunctionalInterface
    public interface VoidBody<X extends Exception> {
        /** Starts jobs in {@code group} and may wait for them. */
        void run(TaskGroup group) throws X;
    }

    private TaskGroup(Pool pool, Region body) {
        this.pool = pool;
        this.body = body;
    }

    /**
     * Runs {@code body} in the calling thread, waits until all jobs of its group have stopped, and returns its value.
     *
     * <p>When a job fails, the others are cancelled and the body is interrupted; when the body throws, the jobs are cancelled;
     * a job that is cancelled alone is no failure. Failures after the first are suppressed in it. An interrupt while waiting
     * cancels the jobs, and still waits for them to stop.
     *
     * @throws JobFailedException (or what else {@link Future#result()} throws) if a job failed first
     * @throws WaitInterruptedException if interrupted while waiting for the jobs; the interrupt status stays set
     * @throws X what the body throws
     */
    public static <T extends @Nullable Object, X extends Exception> T run(Pool pool, Body<T, X> body) throws X {
        var strand = Strand.current();
        var group = new TaskGroup(pool, strand.enter());
        T value = null;
        Throwable thrown = null;
        boolean jobFailedFirst = false;
        try {
            value = body.run(group);
        } catch (Throwable e) {
            thrown = e;
            jobFailedFirst = !group.failed.isEmpty();
            group.cancelAll();
        }
        boolean interruption = Interruption.isOne(thrown);
        boolean ours = strand.leave(group.body, interruption);
        boolean interrupted = group.awaitAll();
        if (interrupted) {
            Interruption.keep(); // whatever is thrown below
        }
        if (thrown != null && !ours && (interruption || !jobFailedFirst)) {
            TaskGroup.<X>rethrow(group.withFailures(thrown));
        }
        group.throwFirstFailure(ours ? null : thrown);
        if (interrupted) {
            throw Interruption.of("interrupted while waiting for a task group; its jobs were cancelled", null);
        }
        return Nullness.asT(value);
    }

    /**
     * As {@link #run(Pool, Body)}, for a body without a value: {@code group -> { ... }}, with braces.
     *
     * <p>A body that always throws would fit both, and the compiler takes neither: name what it throws, as in
     * {@code TaskGroup.<IOException>run(pool, group -> { ...; throw x; })}.
     */
    @SuppressWarnings("overloads") // braces tell a body with a value from one without
    public static <X extends Exception> void run(Pool pool, VoidBody<X> body) throws X {
        TaskGroup.<@Nullable Void, X>run(pool, group -> {
            body.run(group);
            return Nullness.asT(null);
        });
    }

    /**
     * Starts a job in this group.
     *
     * @return its future; cancelled at once if the group is being cancelled
     * @throws IllegalStateException if the group's block has ended
     */
    public <T extends @Nullable Object> Future<T> submit(Job<T> job) {
        if (inside.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException("this task group has ended: submit before its block and its jobs are over");
        }
        if (cancelled) {
            leave();
            return neverStarted();
        }
        FutureCell<T> future;
        try {
            future = (FutureCell<T>) pool.submit(job);
        } catch (Throwable e) {
            leave();
            throw e;
        }
        running.add(future);
        future.whenDone(Listener.of(() -> ended(future)));
        future.whenOver(Listener.of(() -> {
            running.remove(future);
            leave();
        }));
        if (cancelled) {
            future.cancel();
        }
        return future;
    }

    private static <T extends @Nullable Object> Future<T> neverStarted() {
        var future = Promise.<T>named("job of a cancelled group").future();
        future.cancel();
        return future;
    }

    /** Starts an action in this group, as {@link #submit(Job)} does. */
    public Future<@Nullable Void> submit(Action action) {
        return submit(Pool.jobOf(action));
    }

    /** Ends the group early: cancels its jobs. The block goes on and its value counts. */
    public void cancelAll() {
        cancelled = true;
        running.forEach(FutureCell::cancel);
    }

    private void ended(FutureCell<?> future) {
        var failure = future.failure();
        if (failure == null || failure instanceof Failure.Cancelled) {
            return;
        }
        failed.add(future);
        if (!cancelled) {
            cancelAll();
            body.fire();
        }
    }

    private void leave() {
        if (inside.decrementAndGet() == 0) {
            ended.fire();
        }
    }

    /** Waits until all jobs have stopped; tells whether an interrupt came in between, which cancels them and is kept. */
    private boolean awaitAll() {
        leave();
        boolean interrupted = false;
        while (!ended.fired()) {
            try {
                ended.await(rest, Clock.FOREVER);
            } catch (InterruptedException _) {
                interrupted = true;
                cancelAll();
            }
        }
        if (interrupted) {
            Interruption.keep();
        }
        return interrupted;
    }

    private void throwFirstFailure(@Nullable Throwable alsoThrown) {
        var first = failed.poll();
        if (first == null) {
            return;
        }
        var exception = exceptionOf(first);
        if (alsoThrown != null && !saysTheSame(alsoThrown, exception)) {
            exception.addSuppressed(alsoThrown);
        }
        throw withFailures(exception);
    }

    /** Tells whether the body has met the failure, too, by waiting for the job. */
    private static boolean saysTheSame(Throwable alsoThrown, RuntimeException exception) {
        return alsoThrown.getCause() != null && alsoThrown.getCause() == exception.getCause();
    }

    private <E extends Throwable> E withFailures(E first) {
        for (var later : failed) {
            var exception = exceptionOf(later);
            if (!saysTheSame(first, exception)) {
                first.addSuppressed(exception);
            }
        }
        return first;
    }

    private static RuntimeException exceptionOf(FutureCell<?> future) {
        var failure = Objects.requireNonNull(future.failure());
        failure.observe();
        return failure.forResult();
    }

    /** Throws {@code thrown}, which is unchecked or what the body declares: it can be nothing else. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> void rethrow(Throwable thrown) throws X {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw (X) thrown;
        }
    }

    /**
     * Runs {@code block} to its end in the calling thread: an interrupt that is pending, and every cancel or deadline from
     * around the block, is held back until it is over, and then handed on. Deadlines inside the block work.
     */
    public static <T extends @Nullable Object, X extends Exception> T cleanUp(Block<T, X> block) throws X {
        var strand = Strand.current();
        var region = strand.enterCleanUp();
        try {
            return block.run();
        } finally {
            strand.leave(region, false);
        }
    }

    /** As {@link #cleanUp(Block)}, for a block without a value. */
    public static <X extends Exception> void cleanUp(VoidBlock<X> block) throws X {
        TaskGroup.<@Nullable Void, X>cleanUp(() -> {
            block.run();
            return Nullness.asT(null);
        });
    }

    @Override
    public String toString() {
        return "TaskGroup[%d jobs not over]".formatted(running.size());
    }
}
