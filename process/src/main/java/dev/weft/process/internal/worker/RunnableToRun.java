package dev.weft.process.internal.worker;

import dev.weft.Job;
import dev.weft.internal.task.Wrapped;
import org.jspecify.annotations.Nullable;

/** A {@link Runnable} that can be sent, as a job. */
public record RunnableToRun(Runnable original) implements Job<@Nullable Void>, Wrapped {
    @Override
    public @Nullable Void call() {
        original.run();
        return null;
    }
}
