package dev.weft.loop;

import dev.weft.Future;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.WaitInterruptedException;
import dev.weft.loop.internal.CtrlC;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How {@link Loop#run} runs its main job. */
final class Running {
    // What the JVM calls the thread that runs main(); its number is not always the same.
    private static final String MAIN_THREAD = "main";

    private Running() {}

    /** Runs {@code main} on {@code loop}, ends whatever is left there, and returns main's value. */
    static <T extends @Nullable Object> T run(Loop loop, Job<T> main) {
        var started = new CompletableFuture<Future<T>>(); // Ctrl-C may come before that
        boolean isMain = Thread.currentThread().getName().equals(MAIN_THREAD);
        try (var _ = isMain ? CtrlC.taking(() -> started.thenAccept(future -> future.cancel())) : null) {
            var future = loop.<T>submit(JobOptions.none().withName("main"), main);
            started.complete(future);
            return await(future);
        } finally {
            loop.closeNow();
        }
    }

    private static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.result();
        } catch (WaitInterruptedException e) {
            future.cancel();
            throw e;
        }
    }
}
