package dev.weft.process.internal.worker;

import dev.weft.internal.task.Task;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a worker has been sent and has not begun, and the one that it runs. The main thread takes jobs out; the
 * control thread takes them back.
 */
final class Inbox {
    /** Hears, on the jobs' channel, what becomes of a job. */
    @FunctionalInterface
    interface Parent {
        void tell(Frame frame) throws IOException;
    }

    // All guarded by this.
    private final Deque<Frame.Run> waiting = new ArrayDeque<>();
    // Jobs that were revoked before they arrived: the two channels are not in step.
    private final Set<Integer> unwanted = new HashSet<>();
    private int lastArrived;
    private int runningNumber;
    private @Nullable Task<?> running;
    private boolean interruptRunning;

    /** Takes a job that has arrived; {@code false} means that it was revoked before that. */
    synchronized boolean add(Frame.Run job) {
        lastArrived = job.number();
        if (unwanted.remove(job.number())) {
            return false;
        }
        waiting.add(job);
        return true;
    }

    /** Tells whether a job has arrived. */
    synchronized boolean hasSeen(int number) {
        return number <= lastArrived;
    }

    /** Tells whether jobs have arrived that have not begun. */
    synchronized boolean hasMore() {
        return !waiting.isEmpty();
    }

    /** Returns the next job, which runs from now on; {@code null} if there is none. */
    synchronized Frame.@Nullable Run take() {
        var next = waiting.poll();
        if (next != null) {
            runningNumber = next.number();
            interruptRunning = false;
        }
        return next;
    }

    /** Says what runs the job that was taken: from now on it can be interrupted. */
    synchronized void begin(Task<?> task) {
        running = task;
        if (interruptRunning) {
            task.cancel();
        }
    }

    /** Says that the job that was taken has stopped. */
    synchronized void end() {
        running = null;
        runningNumber = -1;
    }

    synchronized int runningNumber() {
        return runningNumber;
    }

    /**
     * Takes a job back, if it has not begun, and tells the parent so; or interrupts it if it runs and that is asked for.
     *
     * <p>It is said under the lock, so that the parent hears of it before the answer of a job behind it: of the jobs that a
     * worker has, the first that the parent has not heard of is the one that runs.
     */
    synchronized void revoke(int number, boolean interrupt, Parent parent) throws IOException {
        if (number > lastArrived) {
            unwanted.add(number);
        } else if (waiting.removeIf(job -> job.number() == number)) {
            parent.tell(new Frame.Revoked(number));
        } else if (interrupt && number == runningNumber) {
            interruptRunning = true;
            if (running != null) {
                running.cancel();
            }
        }
    }
}
