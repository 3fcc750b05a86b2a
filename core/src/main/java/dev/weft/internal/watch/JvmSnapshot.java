package dev.weft.internal.watch;

import dev.weft.internal.pool.OwnPool;
import dev.weft.internal.task.JobCell;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of some pools at one moment.
 *
 * @param notes what cannot be seen, and why: a line each
 */
public record JvmSnapshot(List<PoolSnapshot> pools, List<String> notes) {

    /** Looks at {@code pools}; any thread may, also one of theirs. */
    public static JvmSnapshot of(Collection<? extends OwnPool> pools) {
        return new Looking().at(pools);
    }

    /** One look; used by one thread. */
    private static final class Looking {
        private final Map<OwnPool, List<Sight>> sights = new HashMap<>();
        private final Map<Sight, Long> ids = new HashMap<>();
        private final Map<JobCell<?>, Long> byJob = new HashMap<>();
        private final Map<Thread, Sight> byThread = new HashMap<>();
        private boolean ownersMissed;

        JvmSnapshot at(Collection<? extends OwnPool> pools) {
            for (var pool : pools) {
                var seen = pool.sights(PoolSnapshot.MOST_JOBS);
                sights.put(pool, seen);
                seen.forEach(this::number);
            }
            var snapshots = pools.stream().map(this::snapshot).toList();
            return new JvmSnapshot(snapshots, ownersMissed ? List.of(LockOwners.remedy()) : List.of());
        }

        private void number(Sight sight) {
            long id = ids.size() + 1L;
            ids.put(sight, id);
            if (sight.job() != null) {
                byJob.put(sight.job(), id);
            }
            if (sight.thread() != null) {
                byThread.put(sight.thread(), sight);
            }
        }

        private PoolSnapshot snapshot(OwnPool pool) {
            var jobs = new ArrayList<JobSnapshot>();
            sights.getOrDefault(pool, List.of()).forEach(sight -> jobs.add(look(sight)));
            var state = pool.isTerminated() ? "terminated" : pool.isShutdown() ? "shut down" : "open";
            int running = Math.max(jobs.size(), pool.atWork());
            return new PoolSnapshot(
                    pool.name(), pool.kind(), state, pool.threads(), running, pool.waiting(), List.copyOf(jobs));
        }

        private JobSnapshot look(Sight sight) {
            var job = sight.job();
            var thread = sight.thread();
            var stack = sight.stack() == null ? List.<String>of() : framesOf(sight.stack());
            boolean waits = thread != null && Waits.isWaiting(thread);
            var blocker = thread != null && waits ? Waits.blockerOf(thread) : null;
            ownersMissed |= LockOwners.isMissed(blocker);
            return new JobSnapshot(
                    idOf(sight),
                    sight.name(),
                    sight.place(),
                    sight.state(),
                    job == null ? null : job.submittedAt(),
                    thread != null && waits ? Waits.describe(thread, stack, this::nameOf) : null,
                    waitedFor(blocker),
                    stack);
        }

        private List<Long> waitedFor(@Nullable Object blocker) {
            var numbers = new TreeSet<Long>();
            Waits.jobsOf(blocker).stream()
                    .flatMap(job -> Stream.ofNullable(byJob.get(job)))
                    .forEach(numbers::add);
            var owner = LockOwners.of(blocker);
            var holder = owner == null ? null : byThread.get(owner);
            if (holder != null) {
                numbers.add(idOf(holder));
            }
            return List.copyOf(numbers);
        }

        private long idOf(Sight sight) {
            return Objects.requireNonNull(ids.get(sight), "a number for each");
        }

        private @Nullable String nameOf(Thread thread) {
            var sight = byThread.get(thread);
            return sight == null ? null : sight.name();
        }

        private static List<String> framesOf(Thread thread) {
            return Stream.of(thread.getStackTrace())
                    .map(StackTraceElement::toString)
                    .toList();
        }
    }
}
