package dev.weft.process.internal.crew;

import dev.weft.internal.watch.EventBus;
import dev.weft.process.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided under the crew's lock, to be done when it is left: I/O, and telling listeners. Used by one thread.
 *
 * <p>One is made for each job, so its lists are made when they are needed, which most are not.
 */
final class Plan {
    private final boolean heard = EventBus.isHeard();
    private @Nullable List<Runnable> toTell;
    private @Nullable WorkerJvm toFlush;
    private @Nullable List<WorkerJvm> moreToFlush;
    private @Nullable List<Runnable> toDo;

    /** Has listeners told that a job runs now, if there is one. */
    void begun(@Nullable RemoteTask<?> task) {
        if (heard && task != null) {
            tell(() -> EventBus.started(task));
        }
    }

    /** Has what was written to {@code worker} sent, and listeners told that it was. */
    void sent(WorkerJvm worker, RemoteTask<?> task, int waiting) {
        flush(worker);
        if (heard) {
            tell(() -> EventBus.sent(task, worker.toString(), task.bytes(), waiting));
        }
    }

    /** Has what was written to {@code worker} sent. */
    void flush(WorkerJvm worker) {
        if (toFlush == null || toFlush == worker) {
            toFlush = worker;
            return;
        }
        if (moreToFlush == null) {
            moreToFlush = new ArrayList<>();
        }
        if (!moreToFlush.contains(worker)) {
            moreToFlush.add(worker);
        }
    }

    /** Has {@code worker} started. */
    void start(Crew crew, WorkerJvm worker) {
        later(() -> crew.launch(worker));
    }

    /** Has {@code worker} asked to give a job back if it has not begun, and else to interrupt it if that is wanted. */
    void revoke(WorkerJvm worker, int number, boolean interrupt) {
        later(() -> worker.tell(new Frame.Revoke(number, interrupt)));
    }

    private void tell(Runnable event) {
        if (toTell == null) {
            toTell = new ArrayList<>();
        }
        toTell.add(event);
    }

    private void later(Runnable action) {
        if (toDo == null) {
            toDo = new ArrayList<>();
        }
        toDo.add(action);
    }

    /** Does it. */
    void carryOut() {
        if (toFlush != null) {
            toFlush.flushJobs();
        }
        if (moreToFlush != null) {
            moreToFlush.forEach(WorkerJvm::flushJobs);
        }
        if (toDo != null) {
            toDo.forEach(Runnable::run);
        }
        if (toTell != null) {
            toTell.forEach(Runnable::run);
        }
    }
}
