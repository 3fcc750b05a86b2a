package dev.weft.process.internal.crew;

import dev.weft.process.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a worker has answered, several jobs perhaps: reads it, and ends futures with it. Used by one thread. */
final class Answers {
    private final WorkerJvm worker;
    private final List<Runnable> quick;
    private final List<Runnable> awaited = new ArrayList<>(1);
    private final List<Runnable> slow = new ArrayList<>(0);
    private OptionalInt stray = OptionalInt.empty();

    Answers(WorkerJvm worker, int count) {
        this.worker = worker;
        this.quick = new ArrayList<>(count);
    }

    /** Adds the answer of {@code task}; of a job that the worker does not run, if that is {@code null}. */
    void add(@Nullable RemoteTask<?> task, Frame.Answer answer) {
        if (task == null) {
            stray = OptionalInt.of(answer.number());
        } else if (!answer.message().isScalar()) {
            slow.add(() -> end(task, worker, answer));
        } else {
            (task.isAwaited() ? awaited : quick).add(() -> end(task, worker, answer));
        }
    }

    /** Returns the number of a job that was answered and does not run. */
    OptionalInt stray() {
        return stray;
    }

    /**
     * Ends the futures. Those that a thread waits for come last: it wakes up when the others are done, which it is likely to want
     * next, and not once for each.
     */
    void endTasks(Link.Afterwards afterwards) {
        slow.forEach(end -> afterwards.run(false, end));
        if (quick.isEmpty() && awaited.isEmpty()) {
            return;
        }
        afterwards.run(true, () -> {
            quick.forEach(Runnable::run);
            awaited.forEach(Runnable::run);
        });
    }

    private static void end(RemoteTask<?> task, WorkerJvm worker, Frame.Answer answer) {
        if (task.isDone()) {
            task.dropped(); // nobody wants the value of a job that was cancelled
        } else if (answer.failed()) {
            task.failed(reason(worker, answer));
        } else {
            succeed(task, worker, answer);
        }
    }

    private static void succeed(RemoteTask<?> task, WorkerJvm worker, Frame.Answer answer) {
        Object value;
        try {
            value = worker.decoder().decode(answer.message());
        } catch (Throwable e) {
            task.failed(e); // whatever a class of the user's throws while it is read
            return;
        }
        task.answered(value);
    }

    /** Returns what a job threw, or why that cannot be read. */
    static Throwable reason(WorkerJvm worker, Frame.Answer answer) {
        try {
            return (Throwable) Objects.requireNonNull(worker.decoder().decode(answer.message()));
        } catch (Throwable e) {
            return e;
        }
    }
}
