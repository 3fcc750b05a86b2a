package dev.weft.internal.watch;

import dev.weft.SubmitStack;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.time.InternalThread;
import java.lang.ref.Cleaner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports a failed future that becomes garbage before anybody has asked what went wrong, as asyncio does for "exception was
 * never retrieved". Costs nothing for futures that do not fail.
 */
public final class UnobservedFailures {
    private static final System.Logger LOG = System.getLogger("dev.weft");

    private UnobservedFailures() {}

    /** Watches {@code future}, which has just failed. */
    public static void watch(FutureCell<?> future, Failure failure) {
        if (!failure.observed()) {
            String job = future.name();
            // The action must not refer to the future, which could never become garbage then.
            Watch.CLEANER.register(future, () -> report(job, failure));
        }
    }

    private static void report(String job, Failure failure) {
        if (failure.observed()) {
            return;
        }
        failure.observe(); // a future and the one that speaks for it may share it
        var reason = failure.reason();
        LOG.log(System.Logger.Level.WARNING, message(job, failure.submitted()), reason);
        EventBus.unobserved(job, reason);
    }

    private static String message(String job, @Nullable SubmitStack submitted) {
        var message = "job '%s' failed and nobody asked why".formatted(job);
        if (submitted == null) {
            return message;
        }
        return Stream.of(submitted.getStackTrace())
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining("", message + "; it was submitted", "\nand failed with"));
    }

    /** Starts the cleaner's thread at the first failure. */
    private static final class Watch {
        static final Cleaner CLEANER = Cleaner.create(work -> new InternalThread(work, "weft-unobserved"));
    }
}
