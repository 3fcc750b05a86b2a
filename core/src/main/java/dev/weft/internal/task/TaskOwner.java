package dev.weft.internal.task;

import dev.weft.Clock;
import org.jspecify.annotations.Nullable;

/** What a task needs of the pool that it runs in. */
public interface TaskOwner extends CallbackHome {
    /** Returns the pool's name. */
    String name();

    /** Returns the clock that the pool's jobs wait by. */
    Clock clock();

    /** Returns what the pool adds to what {@code task} says of itself, as it stands behind a comma; nothing by default. */
    default String story(JobCell<?> task) {
        return "";
    }

    /** Hears that a thread has taken {@code task} to run it; returns why it must not start, or {@code null}. */
    default @Nullable Failure taken(Task<?> task) {
        return null;
    }

    /** Hears that the job of {@code task} has begun. */
    default void begun(Task<?> task) {}

    /** Hears that a task which was taken is over: run or not, callbacks included. */
    default void ended(Task<?> task) {}

    /** Hears that a task which has not started will not run: its future is done. */
    default void abandoned(Task<?> task) {}

    /** Hears that an abandoned task has left the queue, or never was in it. */
    default void dropped(JobCell<?> task) {}

    /** Hears that a thread running a job of the pool begins to wait. */
    default void waits(Strand strand, Object waitedFor) {}

    /** Hears that such a wait has ended. */
    default void waitsNoMore(Strand strand) {}
}
