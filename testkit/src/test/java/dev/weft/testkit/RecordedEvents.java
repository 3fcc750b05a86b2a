package dev.weft.testkit;

import dev.weft.Events;
import dev.weft.Future;
import dev.weft.PoolEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The events since it was made; any thread may look. */
final class RecordedEvents implements AutoCloseable {
    private final Queue<PoolEvent> events = new ConcurrentLinkedQueue<>();
    private final Events.Subscription subscription = Events.subscribe(events::add);

    /** Returns the events of one kind so far. */
    <E extends PoolEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the events of one job so far. */
    List<PoolEvent> of(Future<?> job) {
        return events.stream().filter(event -> job == jobOf(event)).toList();
    }

    private static Object jobOf(PoolEvent event) {
        return switch (event) {
            case PoolEvent.JobSubmitted submitted -> submitted.job();
            case PoolEvent.JobStarted started -> started.job();
            case PoolEvent.JobProgressed progressed -> progressed.job();
            case PoolEvent.JobEnded ended -> ended.job();
            case PoolEvent.FailureUnobserved unobserved -> unobserved.job();
            case PoolEvent.LoopHeld held -> held.job();
            case PoolEvent.PoolStarved starved -> starved.pool();
            case PoolEvent.JobSent sent -> sent.job();
            case PoolEvent.WorkerStarted started -> started.worker();
            case PoolEvent.WorkerEnded ended -> ended.worker();
        };
    }

    @Override
    public void close() {
        subscription.close();
    }
}
