package dev.weft.internal.watch;

import dev.weft.PoolEvent;
import dev.weft.Progress;
import dev.weft.internal.task.JobCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hands events to listeners; while there are none, no event is made. */
public final class EventBus {
    // Replaced as a whole under the class's lock; read at every event.
    private static volatile List<Consumer<PoolEvent>> listeners = List.of();

    private EventBus() {}

    public static synchronized void add(Consumer<PoolEvent> listener) {
        var more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
    }

    public static synchronized void remove(Consumer<PoolEvent> listener) {
        listeners = listeners.stream().filter(other -> other != listener).toList();
    }

    /** Tells whether anybody listens, for those to whom telling costs something before it comes to that. */
    public static boolean isHeard() {
        return !listeners.isEmpty();
    }

    public static void submitted(JobCell<?> task) {
        emit(() -> new PoolEvent.JobSubmitted(task.owner().name(), task));
    }

    public static void started(JobCell<?> task) {
        emit(() -> new PoolEvent.JobStarted(task.owner().name(), task));
    }

    public static void ended(JobCell<?> task) {
        emit(() -> new PoolEvent.JobEnded(task.owner().name(), task));
    }

    public static void progressed(JobCell<?> task, Progress progress) {
        emit(() -> new PoolEvent.JobProgressed(task.owner().name(), task, progress));
    }

    public static void unobserved(String job, Throwable reason) {
        emit(() -> new PoolEvent.FailureUnobserved(job, reason));
    }

    public static void sent(JobCell<?> task, String worker, long bytes, int waiting) {
        emit(() -> new PoolEvent.JobSent(task.owner().name(), task, worker, bytes, waiting));
    }

    public static void workerStarted(String pool, String worker, long pid) {
        emit(() -> new PoolEvent.WorkerStarted(pool, worker, pid));
    }

    public static void workerEnded(String pool, String worker, long pid, String how) {
        emit(() -> new PoolEvent.WorkerEnded(pool, worker, pid, how));
    }

    public static void loopHeld(String pool, String job, Duration heldFor, List<StackTraceElement> stack) {
        emit(() -> new PoolEvent.LoopHeld(pool, job, heldFor, stack));
    }

    public static void starved(String pool, String report) {
        emit(() -> new PoolEvent.PoolStarved(pool, report));
    }

    private static void emit(Supplier<PoolEvent> maker) {
        var told = listeners;
        if (told.isEmpty()) {
            return;
        }
        var event = maker.get();
        for (var listener : told) {
            try {
                listener.accept(event);
            } catch (Throwable e) {
                // Not kept: finding a logger would keep the first job of a worker JVM waiting.
                System.getLogger("dev.weft").log(System.Logger.Level.ERROR, "a listener threw on " + event, e);
            }
        }
    }
}
