package dev.weft.loop;

import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.WaitInterruptedException;
import dev.weft.loop.internal.CtrlC;
import org.jspecify.annotations.Nullable;

/** How {@link Loop#run} runs its main job. */
final class Running {
    // What the JVM calls the thread that runs main(); its number is not always the same.
    private static final String MAIN_THREAD = "main";

    private Running() {}

    /** Runs {@code main} on {@code loop}, ends whatever is left there, and returns main's value. */
    static <T extends @Nullable Object> T run(Loop loop, Job<T> main) {
        var future = loop.<T>submit(JobOptions.none().withName("main"), main);
        boolean isMain = Thread.currentThread().getName().equals(MAIN_THREAD);
        try (var _ = isMain ? CtrlC.taking(future::cancel) : null) {
            return future.result();
        } catch (WaitInterruptedException e) {
            future.cancel();
            throw e;
        } finally {
            loop.closeNow();
        }
    }
}
