package dev.weft.process.internal.crew;

import dev.weft.JobOptions;
import dev.weft.Progress;
import dev.weft.WhenFull;
import dev.weft.internal.pool.OwnPool;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.time.InternalThread;
import dev.weft.internal.watch.EventBus;
import dev.weft.internal.watch.PoolRegistry;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pool of worker JVMs, from the parent's side: takes jobs, has the {@link Roster} decide who gets them, and hears what becomes
 * of them.
 *
 * <p>Submitters encode jobs and write them to the workers; one I/O thread reads what workers answer. Futures are ended, and
 * values read, outside of the lock.
 */
public final class Crew extends OwnPool {
    private static final long REBALANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    // A job that takes its workers with it is not run for ever.
    private static final int MOST_LOSSES = 3;

    private static final String INITIALIZER_FAILED = "its initializer failed";

    private final CrewSettings settings;
    private final Encoder encoder;
    private final Recruiter recruiter;
    private final CountDownLatch terminated = new CountDownLatch(1);

    // Taken before the locks of links.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // Guarded by lock.
    private final Roster roster;
    // Guarded by lock: how many jobs were taken and are not over.
    private long live;
    // Guarded by lock. false -> true, never back.
    private boolean shut;
    // Guarded by lock. The same: whether the workers were told to end; whether all is being freed.
    private boolean ending;
    private boolean freeing;
    // Guarded by lock: whether a look at who holds whom up is on its way; whether a look for idle workers is.
    private boolean rebalancing;
    private boolean sweeping;
    // Guarded by lock: how many workers in a row did not start, and whether any ever did.
    private int failedStarts;
    private boolean everStarted;

    public Crew(CrewSettings settings) {
        super("worker JVMs", settings.name(), settings.clock(), true);
        this.settings = settings;
        this.recruiter = new Recruiter(this, settings);
        this.encoder = recruiter.encoder();
        this.roster = new Roster(settings.workers(), settings.maxJobsPerWorker(), recruiter::hire);
        PoolRegistry.add(this);
    }

    // ---- jobs come in

    @Override
    protected <T extends @Nullable Object> JobCell<T> newTask(JobOptions options, Callable<? extends T> job) {
        return new RemoteTask<>(this, options, job);
    }

    @Override
    protected void start(JobCell<?> cell) {
        var task = (RemoteTask<?>) cell; // newTask() makes no others
        if (isShutdown()) {
            throw shutDownRejection();
        }
        try {
            task.encode(encoder);
        } catch (UnsendableException e) {
            task.failed(e);
            return;
        }
        enqueue(task);
        dispatch();
    }

    private void enqueue(RemoteTask<?> task) {
        lock.lock();
        try {
            awaitRoom(task);
            if (shut) {
                throw shutDownRejection();
            }
            if (!task.isDone()) {
                task.live = true;
                live++;
                roster.add(task);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(RemoteTask<?> task) {
        if (task.hasWaited() || InternalThread.isCurrent()) {
            return;
        }
        while (!shut && !task.isDone() && roster.waiting() >= settings.queueLimit()) {
            if (settings.whenFull() != WhenFull.WAIT) {
                throw new RejectedExecutionException(
                        "pool '%s' is full: %d jobs wait, which is its queueLimit; make it larger or choose WhenFull.WAIT"
                                .formatted(name(), settings.queueLimit()));
            }
            try {
                room.await();
            } catch (InterruptedException e) {
                throw Interruption.of(
                        "interrupted while waiting for room in pool '%s'; the job was not taken".formatted(name()), e);
            }
        }
    }

    private void dispatch() {
        var plan = new Plan();
        lock.lock();
        try {
            dispatch(plan);
        } finally {
            lock.unlock();
        }
        plan.carryOut();
    }

    private void dispatch(Plan plan) {
        long now = clock().nanoTime();
        int before = roster.waiting();
        roster.assign(plan, now);
        roster.hire(this, plan);
        if (roster.waiting() < before) {
            room.signalAll();
        }
        lookAgainLater();
    }

    // ---- what becomes of them

    /** Hears a worker on its jobs' channel; called by the thread that reads it. */
    void onJobFrame(WorkerJvm worker, Frame frame, Link.Afterwards afterwards) throws IOException {
        switch (frame) {
            case Frame.Define define -> worker.decoder().define(define.definitions());
            case Frame.Answer answer when answer.number() == 0 -> onInitialized(worker, answer, afterwards);
            case Frame.Answer answer -> onAnswer(worker, answer, afterwards);
            case Frame.Revoked revoked -> onRevoked(worker, revoked.number());
            case Frame.Progressed progressed -> onProgress(worker, progressed);
            default -> kill(worker, "it sent %s, which the protocol does not know there".formatted(frame));
        }
    }

    /** Hears a worker on its control channel; called by the thread that reads it. */
    void onControlFrame(WorkerJvm worker, Frame frame) {
        switch (frame) {
            case Frame.Ask ask -> recruiter.answer(worker, ask);
            case Frame.Retire retire -> onRetire(worker, retire.why());
            default -> kill(worker, "it sent %s, which the protocol does not know there".formatted(frame));
        }
    }

    private void onAnswer(WorkerJvm worker, Frame.Answer answer, Link.Afterwards afterwards) {
        var plan = new Plan();
        RemoteTask<?> task;
        lock.lock();
        try {
            task = worker.takeAnswered(answer.number(), answer.nanos(), clock().nanoTime());
            plan.begun(worker.newFirst());
            dispatch(plan);
        } finally {
            lock.unlock();
        }
        plan.carryOut();
        if (task == null) {
            kill(worker, "it answered job %d, which it does not run".formatted(answer.number()));
        } else {
            afterwards.run(answer.message().isScalar(), () -> Answers.end(task, worker, answer));
        }
    }

    private void onRevoked(WorkerJvm worker, int number) {
        var plan = new Plan();
        RemoteTask<?> task;
        lock.lock();
        try {
            task = worker.takeRevoked(number, clock().nanoTime());
            plan.begun(worker.newFirst());
            dispatch(plan);
        } finally {
            lock.unlock();
        }
        plan.carryOut();
        if (task != null) {
            requeue(List.of(task));
        }
    }

    private void onProgress(WorkerJvm worker, Frame.Progressed progressed) {
        RemoteTask<?> task;
        lock.lock();
        try {
            task = worker.sent().peek();
        } finally {
            lock.unlock();
        }
        if (task != null && task.number == progressed.number()) {
            var progress = new Progress(progressed.done(), progressed.total());
            task.report(progress);
            EventBus.progressed(task, progress);
        }
    }

    /** Has jobs that were sent, and did not begin or may begin again, wait for their turn before all others. */
    private void requeue(List<RemoteTask<?>> tasks) {
        tasks.forEach(RemoteTask::giveBack);
        lock.lock();
        try {
            for (var task : tasks.reversed()) {
                if (!task.isDone()) {
                    roster.addFirst(task);
                }
            }
        } finally {
            lock.unlock();
        }
        tasks.stream().filter(RemoteTask::isDone).forEach(RemoteTask::dropped);
        dispatch();
    }

    /** Hears that a job in the queue will not run. */
    void abandoned(RemoteTask<?> task) {
        lock.lock();
        try {
            if (roster.abandoned(task)) {
                room.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hears that a job is over, perhaps more than once. */
    void leaveIfOver(RemoteTask<?> task) {
        if (!task.isOver()) {
            return;
        }
        lock.lock();
        try {
            if (!task.live) {
                return;
            }
            task.live = false;
            live--;
        } finally {
            lock.unlock();
        }
        endIfOver();
    }

    // ---- cancelled and overdue jobs

    /** Has a job that was sent, and whose future is done, end: given back, left to itself, or interrupted and then killed. */
    void stop(RemoteTask<?> task, boolean interrupt) {
        WorkerJvm worker;
        int number;
        lock.lock();
        try {
            worker = task.worker();
            number = task.number;
        } finally {
            lock.unlock();
        }
        if (worker == null) {
            return; // it is on its way back to the queue, where it will be found done
        }
        worker.tell(new Frame.Revoke(number, interrupt));
        if (interrupt) {
            clock().schedule(settings.grace().toNanos(), () -> killIfStillRunning(task, worker));
        }
    }

    private void killIfStillRunning(RemoteTask<?> task, WorkerJvm worker) {
        boolean runs;
        lock.lock();
        try {
            runs = worker.sent().peek() == task;
        } finally {
            lock.unlock();
        }
        if (runs) {
            kill(
                    worker,
                    "job '%s' was cancelled or overdue and did not stop within %s of being interrupted"
                            .formatted(task.name(), settings.grace()));
        }
    }

    /** Kills a worker and what it started; its end is heard as any other is. */
    void kill(WorkerJvm worker, String why) {
        lock.lock();
        try {
            if (worker.state() == WorkerJvm.State.KILLED || worker.state() == WorkerJvm.State.GONE) {
                return;
            }
            worker.kill(why);
        } finally {
            lock.unlock();
        }
        Thread.startVirtualThread(() -> recruiter.kill(worker));
    }

    /** Kills a worker that has not become ready. */
    void killIfStarting(WorkerJvm worker, String why) {
        if (stateOf(worker) == WorkerJvm.State.STARTING) {
            kill(worker, why);
        }
    }

    boolean isBeingKilled(WorkerJvm worker) {
        return stateOf(worker) == WorkerJvm.State.KILLED;
    }

    private WorkerJvm.State stateOf(WorkerJvm worker) {
        lock.lock();
        try {
            return worker.state();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    String whyKilled(WorkerJvm worker) {
        lock.lock();
        try {
            return worker.whyKilled();
        } finally {
            lock.unlock();
        }
    }

    // ---- workers come and go

    /** Returns the worker of this number that has not connected both of its channels. */
    @Nullable
    WorkerJvm starting(int number) {
        return workers().stream()
                .filter(worker -> worker.number() == number && stateOf(worker) == WorkerJvm.State.STARTING)
                .findFirst()
                .orElse(null);
    }

    /** Starts a worker. */
    void launch(WorkerJvm worker) {
        Thread.startVirtualThread(() -> recruiter.start(worker));
    }

    /** Hears that a worker has connected both of its channels. */
    void onConnected(WorkerJvm worker) {
        var initializer = recruiter.initializer();
        lock.lock();
        try {
            if (initializer != null) {
                worker.write(new Frame.Run(0, "initializer", null, initializer));
            }
        } finally {
            lock.unlock();
        }
        if (initializer == null) {
            onReady(worker);
        } else {
            worker.flushJobs();
        }
    }

    private void onInitialized(WorkerJvm worker, Frame.Answer answer, Link.Afterwards afterwards) {
        if (!answer.failed()) {
            onReady(worker);
            return;
        }
        lock.lock();
        try {
            worker.become(WorkerJvm.State.FINISHING); // its end is none of a worker that does not start
        } finally {
            lock.unlock();
        }
        afterwards.run(false, () -> breakDown(Answers.reason(worker, answer), INITIALIZER_FAILED));
    }

    private void onReady(WorkerJvm worker) {
        var plan = new Plan();
        lock.lock();
        try {
            if (worker.state() != WorkerJvm.State.STARTING) {
                return;
            }
            worker.become(WorkerJvm.State.READY);
            worker.idleFrom(clock().nanoTime());
            everStarted = true;
            failedStarts = 0;
            if (ending) {
                roster.finish(worker, plan);
            } else {
                dispatch(plan);
            }
        } finally {
            lock.unlock();
        }
        EventBus.workerStarted(name(), worker.name(), worker.pid());
        plan.carryOut();
    }

    private void onRetire(WorkerJvm worker, String why) {
        System.getLogger("dev.weft")
                .log(System.Logger.Level.INFO, "%s of pool '%s' is replaced: %s".formatted(worker, name(), why));
        var plan = new Plan();
        lock.lock();
        try {
            roster.finish(worker, plan);
            dispatch(plan);
        } finally {
            lock.unlock();
        }
        plan.carryOut();
    }

    /** Hears that a worker is gone: that its process has ended, and everything that it sent has been read. */
    void onGone(WorkerJvm worker, Obituary obituary) {
        List<RemoteTask<?>> left;
        boolean neverStarted;
        boolean giveUp;
        lock.lock();
        try {
            neverStarted = worker.neverStarted();
            failedStarts += neverStarted ? 1 : 0;
            giveUp = neverStarted && failedStarts >= (everStarted ? 3 : 1);
            left = new ArrayList<>(worker.sent());
            worker.sent().clear();
            roster.gone(worker);
        } finally {
            lock.unlock();
        }
        EventBus.workerEnded(name(), worker.name(), worker.pid(), obituary.how());
        if (giveUp && broken() == null) {
            breakDown(obituary.toException(null, false), "its workers do not start");
        }
        var again = new ArrayList<RemoteTask<?>>(left);
        if (!left.isEmpty() && !mayRunAgain(left.getFirst())) {
            again.removeFirst().lost(obituary);
        }
        requeue(again);
        endIfOver();
    }

    private boolean mayRunAgain(RemoteTask<?> lost) {
        return lost.repeatable() && ++lost.losses < MOST_LOSSES;
    }

    private void breakDown(Throwable cause, String what) {
        breakWith(cause, what);
        List<RemoteTask<?>> queued;
        List<WorkerJvm> workers;
        lock.lock();
        try {
            queued = roster.queuedTasks();
            workers = List.copyOf(roster.workers());
        } finally {
            lock.unlock();
        }
        var why = broken();
        queued.forEach(task -> task.refused(why == null ? new Failure.Cancelled(what) : why.again()));
        workers.stream()
                .filter(worker -> worker.state() == WorkerJvm.State.STARTING)
                .forEach(worker -> kill(worker, "the pool is broken"));
    }

    // ---- from time to time

    /** Has somebody look later at what nothing else would make us look at. Under the lock. */
    private void lookAgainLater() {
        if (!rebalancing && roster.waiting() == 0 && roster.isUneven()) {
            rebalancing = true;
            clock().schedule(REBALANCE_NANOS, this::rebalance);
        }
        if (!sweeping && roster.hasIdle()) {
            sweeping = true;
            clock().schedule(settings.idleTimeout().toNanos() / 2 + 1, this::endIdleWorkers);
        }
    }

    private void rebalance() {
        var plan = new Plan();
        lock.lock();
        try {
            rebalancing = false;
            roster.rebalance(plan, clock().nanoTime());
            lookAgainLater();
        } finally {
            lock.unlock();
        }
        plan.carryOut();
    }

    private void endIdleWorkers() {
        var plan = new Plan();
        lock.lock();
        try {
            sweeping = false;
            long since = clock().nanoTime() - settings.idleTimeout().toNanos();
            roster.finishIdle(since, plan);
            lookAgainLater();
        } finally {
            lock.unlock();
        }
        plan.carryOut();
    }

    // ---- the end

    @Override
    protected void stopTaking() {
        lock.lock();
        try {
            shut = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        endIfOver();
    }

    private void endIfOver() {
        var plan = new Plan();
        boolean over;
        lock.lock();
        try {
            if (!shut || live > 0) {
                return;
            }
            if (!ending) {
                ending = true;
                List.copyOf(roster.workers()).forEach(worker -> roster.finish(worker, plan));
                recruiter.hurry();
            }
            over = roster.workers().isEmpty() && !freeing;
            freeing |= over;
        } finally {
            lock.unlock();
        }
        plan.carryOut();
        if (over) {
            Thread.startVirtualThread(() -> {
                recruiter.close();
                terminated.countDown();
            });
        }
    }

    @Override
    protected List<JobCell<?>> drainWaiting() {
        lock.lock();
        try {
            return List.copyOf(roster.queuedTasks());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the jobs that were sent. */
    @Override
    public Collection<JobCell<?>> running() {
        lock.lock();
        try {
            var running = new ArrayList<JobCell<?>>();
            roster.workers().forEach(worker -> running.addAll(worker.sent()));
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the workers, as of now. */
    List<WorkerJvm> workers() {
        lock.lock();
        try {
            return List.copyOf(roster.workers());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int waiting() {
        lock.lock();
        try {
            return roster.waiting();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int threads() {
        return settings.workers();
    }

    @Override
    public int window() {
        return 256;
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
