package dev.weft.process.internal.crew;

import dev.weft.process.internal.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs wait, which workers there are, and who gets what.
 *
 * <p>Guarded by the crew's lock as a whole; what is to be done when that is left goes into a {@link Plan}.
 */
final class Roster {
    // Cancelled jobs stay in the queue as shells until there are many, so that cancelling costs the same for each.
    private static final int FEW_SHELLS = 1_000;
    // A job that has run so long holds those up that were sent behind it.
    private static final long HOLD_UP_NANOS = 1_000_000;

    private final int mostWorkers;
    private final int mostJobsPerWorker;
    private final IntFunction<WorkerJvm> hire;

    private final Deque<RemoteTask<?>> queue = new ArrayDeque<>();
    // How many jobs in the queue are not done.
    private int waiting;
    private final List<WorkerJvm> workers = new ArrayList<>();
    private int lastWorker;

    Roster(int mostWorkers, int mostJobsPerWorker, IntFunction<WorkerJvm> hire) {
        this.mostWorkers = mostWorkers;
        this.mostJobsPerWorker = mostJobsPerWorker;
        this.hire = hire;
    }

    // ---- the queue

    int waiting() {
        return waiting;
    }

    void add(RemoteTask<?> task) {
        queue.addLast(task);
        queued(task);
    }

    /** Queues a job again that was sent, before all others. */
    void addFirst(RemoteTask<?> task) {
        queue.addFirst(task);
        queued(task);
    }

    private void queued(RemoteTask<?> task) {
        task.queued = true;
        waiting++;
    }

    /** Hears that a job will not run; tells whether it was in the queue. */
    boolean abandoned(RemoteTask<?> task) {
        if (!task.queued) {
            return false;
        }
        task.queued = false;
        waiting--;
        if (queue.size() - waiting > Math.max(FEW_SHELLS, waiting)) {
            queue.removeIf(queued -> !queued.queued);
        }
        return true;
    }

    /** Returns the jobs in the queue, which stay there. */
    List<RemoteTask<?>> queuedTasks() {
        return queue.stream().filter(task -> task.queued).toList();
    }

    /** Returns the next job, and leaves it in the queue. */
    private @Nullable RemoteTask<?> peek() {
        for (var task = queue.peek(); task != null && !task.queued; task = queue.peek()) {
            queue.remove();
        }
        return queue.peek();
    }

    private @Nullable RemoteTask<?> next() {
        var task = peek();
        if (task != null) {
            queue.remove();
            task.queued = false;
            waiting--;
        }
        return task;
    }

    // ---- the workers

    List<WorkerJvm> workers() {
        return workers;
    }

    /** Takes a worker out, and returns the jobs that were sent to it and not answered, in order. */
    List<RemoteTask<?>> gone(WorkerJvm worker) {
        var left = new ArrayList<RemoteTask<?>>(worker.sent());
        worker.sent().clear();
        worker.become(WorkerJvm.State.GONE);
        workers.remove(worker);
        return left;
    }

    /** Has as many more workers started as jobs wait that none will take soon. */
    void hire(Crew crew, Plan plan, long now) {
        if (waiting == 0) {
            return;
        }
        int free = 0;
        int active = 0;
        boolean cold = true;
        for (var worker : workers) {
            free += worker.state() == WorkerJvm.State.STARTING && worker.sent().isEmpty() ? 1 : 0;
            active += worker.counts() ? 1 : 0;
            cold &= worker.state() != WorkerJvm.State.READY;
        }
        for (; free < waiting && active < mostWorkers; active++) {
            var worker = hire.apply(++lastWorker);
            workers.add(worker);
            // A worker that is ready might be free before the new one is.
            if (!cold || !giveFirst(worker, plan, now)) {
                free++;
            }
            plan.start(crew, worker);
        }
    }

    /** Has a new worker begin with the next job, before it has called. */
    private boolean giveFirst(WorkerJvm worker, Plan plan, long now) {
        if (!worker.takesFirst()) {
            return false;
        }
        for (var task = peek(); task != null && task.isShort(); task = peek()) {
            next();
            if (task.give(worker)) {
                worker.give(task, now);
                worker.write(task.toFrame());
                plan.sent(worker, task, waiting);
                return true;
            }
        }
        return false;
    }

    /** Sends waiting jobs to workers that have room for them, idle ones first, until each has {@code most}. */
    void assign(int most, Plan plan, long now) {
        while (waiting > 0) {
            var worker = freest(most, now);
            var task = worker == null ? null : next();
            if (worker == null || task == null) {
                break;
            }
            if (task.give(worker)) {
                send(task, worker, plan, now);
            }
        }
    }

    private @Nullable WorkerJvm freest(int most, long now) {
        WorkerJvm best = null;
        for (var worker : workers) {
            if (worker.hasRoom(most, now)
                    && (best == null || worker.sent().size() < best.sent().size())) {
                best = worker;
            }
        }
        return best;
    }

    private void send(RemoteTask<?> task, WorkerJvm worker, Plan plan, long now) {
        worker.give(task, now);
        plan.begun(worker.newFirst());
        worker.write(task.toFrame());
        plan.sent(worker, task, waiting);
        finishIfSpent(worker, plan);
    }

    /** Has a worker end that has been given as many jobs as it may. */
    void finishIfSpent(WorkerJvm worker, Plan plan) {
        if (worker.given() >= mostJobsPerWorker) {
            finish(worker, plan);
        }
    }

    /** Has a worker end when it has run the jobs that it has. */
    void finish(WorkerJvm worker, Plan plan) {
        if (worker.state() == WorkerJvm.State.READY) {
            worker.become(WorkerJvm.State.FINISHING);
            worker.write(new Frame.Finish());
            plan.flush(worker);
        }
    }

    /** Has workers end that have had nothing to do since {@code before}. */
    void finishIdle(long before, Plan plan) {
        workers.stream()
                .filter(worker -> worker.idle() && worker.idleSince() - before < 0)
                .forEach(worker -> finish(worker, plan));
    }

    /** Tells whether jobs wait at a worker while another has nothing to do, or could be started. */
    boolean isUneven() {
        boolean ahead = false;
        int active = 0;
        for (var worker : workers) {
            ahead |= worker.sent().size() > 1;
            active += worker.counts() ? 1 : 0;
        }
        return ahead && (active < mostWorkers || hasIdle());
    }

    boolean hasIdle() {
        for (var worker : workers) {
            if (worker.idle()) {
                return true;
            }
        }
        return false;
    }

    /** Asks for jobs back that wait behind a long one, for workers that are idle, or could be started. */
    void rebalance(Plan plan, long now) {
        if (!isUneven()) {
            return;
        }
        for (var worker : workers) {
            if (worker.runningFor(now) > HOLD_UP_NANOS) {
                worker.sent().stream().skip(1).forEach(task -> plan.revoke(worker, task.number, false));
            }
        }
    }
}
