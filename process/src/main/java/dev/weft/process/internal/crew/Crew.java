package dev.weft.process.internal.crew;

import dev.weft.JobOptions;
import dev.weft.Progress;
import dev.weft.WhenFull;
import dev.weft.internal.pool.OwnPool;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    // A job that has just been submitted is sent ahead of one other; more leave together, when answers come.
    private static final int FEW_AHEAD = 2;
    // Not to look again and again at a job that is to be killed at once, as long as its worker starts.
    private static final long LEAST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    // Workers that were told to end are killed after that.
    private static final long EXIT_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    // A job that takes its workers with it is not run for ever.
    private static final int MOST_LOSSES = 3;

    private static final String INITIALIZER_FAILED = "its initializer failed";

    private final CrewSettings settings;
    private final Encoder encoder;
    private final WorkerSource source;
    private final CountDownLatch terminated = new CountDownLatch(1);

    // Taken before the locks of links.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // Guarded by lock.
    private final Roster roster;
    // How many jobs were taken and are not over. Counted up under the lock, as long as the crew is not shut. Who counts
    // one down looks at shut after that, and who sets shut looks at this after that: so one of the two ends the crew.
    private final AtomicLong live = new AtomicLong();
    // Set under the lock. false -> true, never back.
    private volatile boolean shut;
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
        this(settings, Recruiter::new);
    }

    Crew(CrewSettings settings, BiFunction<Crew, CrewSettings, WorkerSource> workers) {
        super("worker JVMs", settings.name(), settings.clock(), true);
        this.settings = settings;
        this.source = workers.apply(this, settings);
        this.encoder = source.encoder();
        this.roster = new Roster(settings.workers(), settings.maxJobsPerWorker(), source::hire);
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
        decide(plan -> {
            enqueue(task);
            // Nobody is to wait for room in the queue, or be refused it, that workers have.
            dispatch(roster.waiting() < settings.queueLimit() ? FEW_AHEAD : WorkerJvm.MOST_AHEAD, plan);
        });
        refuseIfBroken(task);
    }

    private void enqueue(RemoteTask<?> task) {
        awaitRoom(task);
        if (shut) {
            throw shutDownRejection();
        }
        if (!task.isDone()) {
            task.markLive();
            live.incrementAndGet();
            roster.add(task);
        }
    }

    /** Refuses a job that was queued when the pool broke, or after. */
    private void refuseIfBroken(RemoteTask<?> task) {
        var why = broken();
        if (why != null) {
            task.withdraw(why);
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

    private void dispatch(Plan plan) {
        dispatch(WorkerJvm.MOST_AHEAD, plan);
    }

    private void dispatch(int mostAhead, Plan plan) {
        int before = roster.waiting();
        roster.assign(mostAhead, plan, clock().nanoTime());
        if (broken() == null) {
            roster.hire(this, plan, clock().nanoTime());
        }
        for (int waiting = roster.waiting(); waiting < before; waiting++) {
            room.signal();
        }
        lookAgainLater();
    }

    // ---- the lock

    /** Has something decided under the lock, and does it when that is left. */
    private void decide(Consumer<Plan> decision) {
        var plan = new Plan();
        lock.lock();
        try {
            decision.accept(plan);
        } finally {
            lock.unlock();
        }
        plan.carryOut();
    }

    /** Returns what is found under the lock. */
    private <T extends @Nullable Object> T look(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    // ---- what becomes of them

    /** Hears a worker on its jobs' channel; called by the thread that reads it. */
    @SuppressWarnings("IfChainToSwitch") // such a switch would keep the first result waiting: see FrameFormat
    void onJobFrame(WorkerJvm worker, Frame frame, Link.Afterwards afterwards) throws IOException {
        if (frame instanceof Frame.Define define) {
            worker.decoder().define(define.first(), define.definitions());
        } else if (frame instanceof Frame.Answer answer) {
            if (answer.number() == Frame.Answer.INITIALIZER) {
                onInitialized(worker, answer, afterwards);
            } else {
                onAnswers(worker, List.of(answer), afterwards);
            }
        } else if (frame instanceof Frame.Revoked revoked) {
            onRevoked(worker, revoked.number());
        } else if (frame instanceof Frame.Progressed progressed) {
            onProgress(worker, progressed);
        } else {
            kill(worker, "it sent %s, which the protocol does not know there".formatted(frame));
        }
    }

    /** Hears a worker on its control channel; called by the thread that reads it. */
    void onControlFrame(WorkerJvm worker, Frame frame) {
        switch (frame) {
            case Frame.Ask ask -> source.answer(worker, ask);
            case Frame.Retire retire -> onRetire(worker, retire.why());
            default -> kill(worker, "it sent %s, which the protocol does not know there".formatted(frame));
        }
    }

    /** Hears what jobs of a worker's have come to; called by the thread that reads it, with all that has arrived together. */
    void onAnswers(WorkerJvm worker, List<Frame.Answer> heard, Link.Afterwards afterwards) {
        var answers = new Answers(worker, heard.size());
        decide(plan -> {
            long now = clock().nanoTime();
            for (var answer : heard) {
                if (!worker.isRepeated(answer.number())) {
                    answers.add(worker.takeAnswered(answer.number(), answer.nanos(), now), answer);
                    plan.begun(worker.newFirst());
                }
            }
            dispatch(plan);
        });
        answers.endTasks(afterwards);
        answers.stray()
                .ifPresent(number -> kill(worker, "it answered job %d, which it does not run".formatted(number)));
    }

    private void onRevoked(WorkerJvm worker, int number) {
        var task = look(() -> worker.takeRevoked(number, clock().nanoTime()));
        if (task != null) {
            requeue(List.of(task));
        }
    }

    private void onProgress(WorkerJvm worker, Frame.Progressed progressed) {
        var progress = new Progress(progressed.done(), progressed.total());
        // Under the lock: the same report by the other way, and the answer behind that, are not to overtake it.
        var task = this.<@Nullable RemoteTask<?>>look(() -> {
            var running =
                    worker.isNewReport(progressed.report()) ? worker.sent().peek() : null;
            if (running == null || running.number != progressed.number()) {
                return null;
            }
            running.report(progress);
            return running;
        });
        if (task != null) {
            EventBus.progressed(task, progress);
        }
    }

    /** Has jobs that were sent, and did not begin or may begin again, wait for their turn before all others. */
    private void requeue(List<RemoteTask<?>> tasks) {
        tasks.forEach(RemoteTask::giveBack);
        decide(plan -> {
            tasks.reversed().stream().filter(task -> !task.isDone()).forEach(roster::addFirst);
            roster.workers().forEach(worker -> plan.begun(worker.newFirst()));
            dispatch(plan);
        });
        for (var task : tasks) {
            if (task.isDone()) {
                task.dropped();
            } else {
                refuseIfBroken(task);
            }
        }
    }

    /** Hears that a job in the queue will not run. */
    void abandoned(RemoteTask<?> task) {
        decide(_ -> {
            if (roster.abandoned(task)) {
                room.signal();
            }
        });
    }

    /** Hears that a job is over, perhaps more than once. */
    void leaveIfOver(RemoteTask<?> task) {
        if (task.isOver() && task.leave()) {
            live.decrementAndGet();
            endIfOver();
        }
    }

    // ---- cancelled and overdue jobs

    /** Has a job that was sent, and whose future is done, end: given back, left to itself, or interrupted and then killed. */
    void stop(RemoteTask<?> task, boolean interrupt) {
        decide(plan -> {
            var worker = task.worker();
            if (worker == null) {
                return; // it is on its way back to the queue, where it will be found done
            }
            plan.revoke(worker, task.number, interrupt);
            if (interrupt) {
                killAfterGrace(task, worker);
            }
        });
    }

    private void killAfterGrace(RemoteTask<?> task, WorkerJvm worker) {
        long grace = Math.max(settings.grace().toNanos(), LEAST_GRACE_NANOS);
        clock().schedule(grace, () -> killIfStillRunning(task, worker));
    }

    private void killIfStillRunning(RemoteTask<?> task, WorkerJvm worker) {
        if (look(() -> worker.sent().peek() != task)) {
            return;
        }
        if (!hasBegun(worker)) {
            killAfterGrace(task, worker); // it still starts, which is no fault of the job's, nor one of the worker's
        } else {
            kill(
                    worker,
                    "job '%s' was cancelled or overdue and did not stop within %s of being interrupted"
                            .formatted(task.name(), settings.grace()));
        }
    }

    /** Kills a worker and what it started; its end is heard as any other is. */
    void kill(WorkerJvm worker, String why) {
        if (look(() -> worker.kill(why))) {
            source.kill(worker);
        }
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
        return look(worker::state);
    }

    /** Tells whether a worker has got so far as to run a job. */
    boolean hasBegun(WorkerJvm worker) {
        return look(() -> !worker.neverStarted());
    }

    @Nullable
    String whyKilled(WorkerJvm worker) {
        return this.<@Nullable String>look(worker::whyKilled);
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
        source.start(worker);
    }

    /** Returns the frames that go by standard input of a worker whose process has started; without its job, if that is done. */
    List<Frame> opening(WorkerJvm worker) {
        var unwanted = this.<@Nullable RemoteTask<?>>look(worker::withdrawUnwanted);
        if (unwanted != null) {
            unwanted.dropped();
        }
        return look(worker::opening);
    }

    /** Hears that a worker begins its first job, before it has called. */
    void onBegun(WorkerJvm worker) {
        tellStarted(worker);
        decide(plan -> {
            worker.begin(clock().nanoTime());
            everStarted = true;
            failedStarts = 0;
            plan.begun(worker.newFirst());
        });
    }

    /** Hears that a worker has connected both of its channels. */
    void onConnected(WorkerJvm worker) {
        var initializer = source.initializer();
        if (initializer == null) {
            onReady(worker);
            return;
        }
        decide(plan -> {
            worker.initialize();
            worker.write(new Frame.Run(Frame.Answer.INITIALIZER, "initializer", null, initializer));
            plan.flush(worker);
        });
    }

    /** Hears that shared arrays of this JVM's were closed. */
    void onArraysClosed() {
        look(() -> roster.workers().stream().filter(WorkerJvm::counts).toList())
                .forEach(worker -> worker.tell(new Frame.Release()));
    }

    private void onInitialized(WorkerJvm worker, Frame.Answer answer, Link.Afterwards afterwards) {
        if (!answer.failed()) {
            onReady(worker);
            return;
        }
        decide(_ -> worker.become(WorkerJvm.State.FINISHING)); // its end is none of a worker that does not start
        afterwards.run(false, () -> breakDown(Answers.reason(worker, answer), INITIALIZER_FAILED));
    }

    private void onReady(WorkerJvm worker) {
        tellStarted(worker);
        decide(plan -> {
            if (worker.state() != WorkerJvm.State.STARTING) {
                return;
            }
            worker.become(WorkerJvm.State.READY);
            worker.idleFrom(clock().nanoTime());
            everStarted = true;
            failedStarts = 0;
            plan.begun(worker.newFirst());
            roster.finishIfSpent(worker, plan);
            if (ending) {
                roster.finish(worker, plan);
            } else {
                dispatch(plan);
            }
        });
    }

    /** Says that a worker is there, once: it begins its first job and connects its channels in any order. */
    private void tellStarted(WorkerJvm worker) {
        if (look(worker::markStarted)) {
            EventBus.workerStarted(name(), worker.name(), worker.pid());
        }
    }

    private void onRetire(WorkerJvm worker, String why) {
        System.getLogger("dev.weft")
                .log(System.Logger.Level.INFO, "%s of pool '%s' is replaced: %s".formatted(worker, name(), why));
        decide(plan -> {
            roster.finish(worker, plan);
            dispatch(plan);
        });
    }

    /** Hears that a worker is gone: that its process has ended, and everything that it sent has been read. */
    void onGone(WorkerJvm worker, Obituary obituary) {
        EventBus.workerEnded(name(), worker.name(), worker.pid(), obituary.how());
        if (look(() -> isStartGivenUp(worker)) && broken() == null) {
            if (look(worker::isInitializing)) {
                breakDown(obituary.toException("the initializer"), INITIALIZER_FAILED);
            } else {
                breakDown(obituary.toException(), "its workers do not start");
            }
        }
        boolean began = hasBegun(worker);
        var left = look(() -> roster.gone(worker));
        if (began && !left.isEmpty() && !mayRunAgain(left.getFirst())) {
            left.removeFirst().lost(obituary);
        }
        requeue(left);
        endIfOver();
    }

    /** Tells whether starting workers is hopeless: the first ever failed, or three in a row. */
    private boolean isStartGivenUp(WorkerJvm worker) {
        return worker.neverStarted() && ++failedStarts >= (everStarted ? 3 : 1);
    }

    private boolean mayRunAgain(RemoteTask<?> lost) {
        return lost.repeatable() && ++lost.losses < MOST_LOSSES;
    }

    private void breakDown(Throwable cause, String what) {
        breakWith(cause, what);
        look(roster::queuedTasks).forEach(this::refuseIfBroken);
        workers().stream().filter(worker -> !hasBegun(worker)).forEach(worker -> kill(worker, "the pool is broken"));
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
        decide(plan -> {
            rebalancing = false;
            roster.rebalance(plan, clock().nanoTime());
            lookAgainLater();
        });
    }

    private void endIdleWorkers() {
        decide(plan -> {
            sweeping = false;
            roster.finishIdle(clock().nanoTime() - settings.idleTimeout().toNanos(), plan);
            lookAgainLater();
        });
    }

    // ---- the end

    @Override
    protected void stopTaking() {
        decide(_ -> {
            shut = true;
            room.signalAll();
        });
        endIfOver();
    }

    private void endIfOver() {
        if (!shut || live.get() > 0) {
            return;
        }
        decide(plan -> {
            if (!ending) {
                ending = true;
                roster.workers().forEach(worker -> roster.finish(worker, plan));
                clock().schedule(EXIT_LIMIT_NANOS, this::killAll);
            }
            if (roster.workers().isEmpty() && !freeing) {
                freeing = true;
                Thread.startVirtualThread(this::free);
            }
        });
    }

    private void killAll() {
        workers().forEach(worker -> kill(worker, "it did not end when its pool did"));
    }

    private void free() {
        try {
            source.close();
        } finally {
            terminated.countDown();
        }
    }

    @Override
    protected List<JobCell<?>> drainWaiting() {
        return List.copyOf(look(roster::queuedTasks));
    }

    /** Returns the jobs that were sent. */
    @Override
    public Collection<JobCell<?>> running() {
        return look(() -> {
            var running = new ArrayList<JobCell<?>>();
            roster.workers().forEach(worker -> running.addAll(worker.sent()));
            return running;
        });
    }

    /** Returns the workers, as of now. */
    List<WorkerJvm> workers() {
        return look(() -> List.copyOf(roster.workers()));
    }

    @Override
    public int waiting() {
        return look(roster::waiting);
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
        return shut;
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
