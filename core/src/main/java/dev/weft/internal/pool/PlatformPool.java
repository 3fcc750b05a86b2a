package dev.weft.internal.pool;

import dev.weft.Action;
import dev.weft.Clock;
import dev.weft.WhenFull;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.Task;
import dev.weft.internal.task.WorkerThread;
import dev.weft.internal.time.InternalThread;
import dev.weft.internal.watch.PoolRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on up to so many platform threads, started as they are needed and kept, by the JDK's {@link ThreadPoolExecutor}.
 *
 * <p>Unlike there, an idle thread is used before another is started, a full queue can be waited for, and only tasks are
 * interrupted, never threads.
 */
public final class PlatformPool extends LocalPool {
    private final WhenFull whenFull;
    private final @Nullable Action initializer;
    private final Backlog backlog;
    private final ThreadPoolExecutor engine;
    private final Set<WorkerThread> workers = ConcurrentHashMap.newKeySet();
    // Those that run the initializer. Late interrupts do no harm: the engine takes them off before it runs a task.
    private final Set<Thread> initializing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicBoolean shut = new AtomicBoolean();
    private final Starvation starvation = new Starvation(this);

    /** What a platform pool is made with. */
    public record Settings(
            String name,
            int threads,
            int queueLimit,
            WhenFull whenFull,
            @Nullable Action initializer,
            boolean submitStacks,
            Clock clock) {}

    public PlatformPool(Settings settings) {
        super("threads", settings.name(), settings.clock(), settings.submitStacks());
        this.whenFull = settings.whenFull();
        this.initializer = settings.initializer();
        this.backlog = new Backlog(settings.queueLimit(), settings.threads());
        this.engine = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                0,
                TimeUnit.SECONDS,
                backlog,
                this::newWorker,
                (task, _) -> offerToFull((Task<?>) task));
        PoolRegistry.add(this);
    }

    private Thread newWorker(Runnable loop) {
        return new WorkerThread(() -> work(loop), name() + "-" + started.incrementAndGet());
    }

    private void work(Runnable loop) {
        var self = (WorkerThread) Thread.currentThread();
        workers.add(self);
        try {
            initialize();
            loop.run();
        } finally {
            workers.remove(self);
        }
    }

    private void initialize() {
        if (initializer == null) {
            return;
        }
        initializing.add(Thread.currentThread());
        try {
            if (cancelling()) {
                Interruption.keep();
            }
            initializer.runChecked();
        } catch (Throwable e) {
            breakWith(e, "its initializer failed");
        } finally {
            initializing.remove(Thread.currentThread());
        }
    }

    @Override
    protected void start(Task<?> task) {
        boolean toIdle = started.get() < threads() && backlog.offerToIdle(task);
        if (toIdle) {
            ensureTaken(task);
        } else {
            engine.execute(task);
        }
    }

    /** Called by the engine when all threads run and the queue is full, or after a shutdown. */
    private void offerToFull(Task<?> task) {
        if (engine.isShutdown()) {
            throw shutDownRejection();
        }
        if (task.hasWaited() || mustNotWait()) {
            backlog.offerBeyondLimit(task);
        } else if (whenFull == WhenFull.WAIT) {
            offerWaiting(task);
        } else {
            throw new RejectedExecutionException(
                    "pool '%s' is full: %d jobs wait, which is its queueLimit; make it larger or choose WhenFull.WAIT"
                            .formatted(name(), backlog.limit()));
        }
        ensureTaken(task);
    }

    /** Takes a task back that was queued behind the engine's back as it shut down. */
    private void ensureTaken(Task<?> task) {
        if (engine.isShutdown() && engine.remove(task)) {
            throw shutDownRejection();
        }
    }

    private void offerWaiting(Task<?> task) {
        try {
            backlog.offerWaiting(task);
        } catch (InterruptedException e) {
            throw Interruption.of(
                    "interrupted while waiting for room in pool '%s'; the job was not taken".formatted(name()), e);
        }
    }

    /** Tells whether the caller is one of those that make room: a job or callback of this pool, or a timer. */
    private boolean mustNotWait() {
        return runsCaller()
                || InternalThread.isCurrent()
                || (Thread.currentThread() instanceof WorkerThread worker && workers.contains(worker));
    }

    @Override
    public @Nullable Failure taken(Task<?> task) {
        backlog.roomMade();
        return super.taken(task);
    }

    @Override
    public void abandoned(Task<?> task) {
        if (backlog.shellLeft()) {
            endIdleThreads();
        }
    }

    @Override
    public void dropped(JobCell<?> task) {
        backlog.shellGone();
    }

    /** Has threads that wait at the queue see that it is empty for good: it was emptied behind the engine's back. */
    private void endIdleThreads() {
        if (engine.isShutdown()) {
            engine.shutdown();
        }
    }

    @Override
    public void waits(Strand strand, Object waitedFor) {
        starvation.waits(strand, waitedFor);
    }

    @Override
    public void waitsNoMore(Strand strand) {
        starvation.waitsNoMore(strand);
    }

    @Override
    public Collection<Task<?>> running() {
        var running = new ArrayList<Task<?>>();
        for (var worker : workers) {
            // A job may run another pool's job inside, in a CallerPool.
            for (var task = worker.strand().task(); task != null; task = task.outerTask()) {
                if (task.owner() == this) {
                    running.add(task);
                }
            }
        }
        return running;
    }

    @Override
    public int waiting() {
        return engine.isShutdown() ? backlog.notDone() : backlog.waiting();
    }

    @Override
    protected boolean submitsAtOnce() {
        return true;
    }

    @Override
    public int threads() {
        return engine.getMaximumPoolSize();
    }

    @Override
    protected void stopTaking() {
        engine.shutdown();
        if (shut.compareAndSet(false, true)) {
            backlog.openWide();
        }
    }

    @Override
    protected List<JobCell<?>> drainWaiting() {
        var drained = new ArrayList<Runnable>();
        backlog.drainTo(drained);
        endIdleThreads();
        initializing.forEach(Thread::interrupt);
        return drained.stream().<JobCell<?>>map(queued -> (Task<?>) queued).toList();
    }

    @Override
    public boolean isShutdown() {
        return engine.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return engine.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.awaitTermination(timeout, unit);
    }
}
