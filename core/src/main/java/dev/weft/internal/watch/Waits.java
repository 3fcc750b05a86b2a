package dev.weft.internal.watch;

import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.Frames;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.task.Relay;
import dev.weft.internal.task.TimedCell;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a thread waits for, in words and as the jobs that have to end first. Nothing here calls code of the user's. */
public final class Waits {

    private Waits() {}

    /** Returns what {@code thread} is parked on, as of now. */
    static @Nullable Object blockerOf(Thread thread) {
        return LockSupport.getBlocker(thread);
    }

    /** Tells whether {@code thread} waits for something, as of now. */
    public static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    /**
     * Says what {@code thread}, which waits, waits for, without its being asked in turn.
     *
     * @param stack its frames, innermost first; none if they were not taken
     * @param nameOf what the job is called that a thread runs; {@code null} if it runs none
     * @return {@code null} if nothing is known
     */
    public static @Nullable String describe(
            Thread thread, List<String> stack, Function<Thread, @Nullable String> nameOf) {
        var blocker = blockerOf(thread);
        if (blocker instanceof Awaited || blocker instanceof FutureCell || blocker instanceof String) {
            return describe(blocker);
        }
        var called = Frames.calledByUser(stack);
        if (blocker == null) {
            return thread.getState() == Thread.State.BLOCKED ? "a monitor" : called;
        }
        var what = called == null ? describe(blocker) : called + " on " + describe(blocker);
        var owner = LockOwners.of(blocker);
        if (owner == null) {
            return what;
        }
        var job = nameOf.apply(owner);
        return what + " held by "
                + (job == null ? "thread '%s'".formatted(owner.getName()) : "job '%s'".formatted(job));
    }

    private static String describe(Object blocker) {
        return switch (blocker) {
            case Relay<?> relay -> "job '%s'%s".formatted(relay.name(), placeOf(relay));
            case TimedCell<?> job -> "job '%s'".formatted(job.name());
            case FutureCell<?> many when many instanceof Awaited -> many.name();
            case FutureCell<?> future -> "future '%s'".formatted(future.name());
            case Awaited many -> many.toString();
            case String words -> words;
            default -> identity(blocker);
        };
    }

    /** Says where a job is that runs elsewhere, once it has been handed over. */
    private static String placeOf(Relay<?> relay) {
        return jobsOf(relay).stream()
                .map(job -> " in pool '%s'".formatted(job.owner().name()))
                .findFirst()
                .orElse("");
    }

    /** Says which object it is, by no method of its own: {@code ReentrantLock@1b2c} for the inside of such a lock, too. */
    private static String identity(Object blocker) {
        var name = blocker.getClass().getName();
        name = name.substring(name.lastIndexOf('.') + 1).replaceFirst("[$](Sync|FairSync|NonfairSync)$", "");
        return "%s@%x".formatted(name.substring(name.lastIndexOf('$') + 1), System.identityHashCode(blocker));
    }

    /** Returns the jobs that have to end before {@code blocker} lets go, as far as Weft knows them, each once. */
    static Set<JobCell<?>> jobsOf(@Nullable Object blocker) {
        var jobs = Collections.<JobCell<?>>newSetFromMap(new IdentityHashMap<>());
        collect(blocker, jobs, Collections.newSetFromMap(new IdentityHashMap<>()));
        return jobs;
    }

    private static void collect(@Nullable Object blocker, Set<JobCell<?>> jobs, Set<Object> seen) {
        if (blocker instanceof JobCell<?> job) {
            jobs.add(job);
        } else if (blocker instanceof Awaited many && seen.add(many)) {
            many.parts().forEach(part -> collect(part, jobs, seen));
        }
    }
}
