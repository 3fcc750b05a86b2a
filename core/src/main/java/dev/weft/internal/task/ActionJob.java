package dev.weft.internal.task;

import dev.weft.Action;
import dev.weft.Job;
import org.jspecify.annotations.Nullable;

/** An action as a job. */
public record ActionJob(Action original) implements Job<@Nullable Void>, Wrapped {
    @Override
    public @Nullable Void call() throws Exception {
        original.runChecked();
        return null;
    }
}
