package dev.weft.process.internal.codec;

import dev.weft.internal.task.Wrapped;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Says what keeps an object itself from being sent, and the remedy. */
final class Flaw {
    private static final String LAMBDA = "$$Lambda";

    private Flaw() {}

    /**
     * Returns the flaw, or null if there is none.
     *
     * @param isJob whether the object is what was to be sent, and not something that that refers to
     */
    static @Nullable String of(Object object, boolean isJob) {
        if (object instanceof MemorySegment segment) {
            return segment.isAccessibleBy(Thread.currentThread())
                            && segment.scope().isAlive()
                    ? null
                    : "a memory segment that is closed, or belongs to another thread";
        }
        if (object instanceof Serializable) {
            return null;
        }
        if (isJob && object instanceof Wrapped job) {
            return ("%s given to submit(Runnable, T) cannot be sent"
                            + " (write submit(() -> { …; return value; }), or Job.of(…) where a Callable is asked for)")
                    .formatted(describe(job.original()));
        }
        return describe(object) + " is not serializable" + remedy(object, isJob);
    }

    private static String describe(Object object) {
        String name = object.getClass().getTypeName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : "a lambda in " + name.substring(0, lambda);
    }

    private static String remedy(Object object, boolean isJob) {
        boolean lambda = object.getClass().getName().contains(LAMBDA);
        if (isJob && object instanceof Callable) {
            return lambda
                    ? " (wrap it where it is written: Job.of(() -> …), or declare its type as dev.weft.Job)"
                    : " (implement dev.weft.Job instead of Callable)";
        }
        if (isJob && object instanceof Runnable) {
            return lambda
                    ? " (wrap it where it is written: Action.of(() -> …), or declare its type as dev.weft.Action)"
                    : " (implement dev.weft.Action instead of Runnable)";
        }
        if (lambda) {
            return " (cast it where it is written, as in (Comparator<String> & Serializable))";
        }
        return object.getClass().getName().startsWith("java.")
                ? " (make it inside the job, or keep it in a transient field)"
                : " (implement Serializable, make it inside the job, or keep it in a transient field)";
    }
}
