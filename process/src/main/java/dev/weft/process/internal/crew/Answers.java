package dev.weft.process.internal.crew;

import dev.weft.process.internal.wire.Frame;
import java.util.Objects;

/** Reads what workers answer, and ends futures with it. */
final class Answers {

    private Answers() {}

    /** Ends {@code task} as its worker says. */
    static void end(RemoteTask<?> task, WorkerJvm worker, Frame.Answer answer) {
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
