package dev.weft.loop.internal;

import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * What drives coroutines on one thread at a time, their carrier: a loop, in real time, or a simulation.
 *
 * <p>Any thread may call any method, unless it says otherwise.
 */
public interface Engine {

    /** Has {@code coroutine} take its turn; it never is refused, or the coroutine would be lost. */
    void ready(Coroutine coroutine);

    /** Tells whether the calling thread is the carrier, or a coroutine on it. */
    boolean isCarrier();

    /** Tells whether a wait of the calling thread would hold the carrier, which no coroutine could end then. */
    boolean wouldHold();

    /** Returns the coroutine that runs on the carrier; called there. */
    @Nullable
    Coroutine current();

    /**
     * Returns the thread whose stack shows what {@code running}, which has its turn, does now, for those who look inside: its own,
     * or the carrier while an action of it runs there; {@code null} if it has just given the carrier back. Any thread may call this.
     */
    default @Nullable Thread stackOf(Coroutine running) {
        return running.thread();
    }

    /** Runs {@code action}, which is short, on the bare carrier in its next pass. */
    void post(Runnable action);

    /** Returns the time by which the coroutines wait, in nanoseconds. */
    long nanoTime();

    /** Runs {@code wake} on the bare carrier once {@code nanos} have passed; called on the carrier, also to take it back. */
    ScheduledFuture<?> wakeAfter(long nanos, Runnable wake);

    /** Runs {@code action}, which is short, on the bare carrier once {@code nanos} have passed. */
    Timer schedule(long nanos, Runnable action);

    /** As {@link #schedule}, when {@link #nanoTime} shows {@code atNanos}; those of one instant in the order of these calls. */
    default Timer scheduleAt(long atNanos, Runnable action) {
        return schedule(atNanos - nanoTime(), action);
    }
}
