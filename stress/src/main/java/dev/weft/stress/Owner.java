package dev.weft.stress;

import dev.weft.Clock;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.Task;
import dev.weft.internal.task.TaskOwner;
import org.jspecify.annotations.Nullable;

/** Stands for the pool of a task that an actor runs. */
final class Owner implements TaskOwner {
    static final Owner INSTANCE = new Owner();

    private Owner() {}

    @Override
    public String name() {
        return "actor";
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public @Nullable Failure taken(Task<?> task) {
        return null;
    }

    @Override
    public void ended(Task<?> task) {}
}
