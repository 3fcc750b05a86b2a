package dev.weft.internal.watch;

import dev.weft.internal.task.Frames;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who waits for whom: below each job those that have to end before it goes on. One that several wait for is below each of them,
 * with what it waits for in turn below the first.
 *
 * @see <a href="https://docs.python.org/3/whatsnew/3.14.html#asyncio-introspection-capabilities">python -m asyncio pstree</a>,
 *     from which we differ: a cycle is named, and the rest of the tree is shown nevertheless
 */
public final class JobTree {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private final List<PoolSnapshot> pools;
    // In order of their numbers' first appearance.
    private final Map<Long, JobSnapshot> jobs = new LinkedHashMap<>();
    private final Map<Long, PoolSnapshot> poolOf = new HashMap<>();
    private final List<List<JobSnapshot>> cycles;

    public JobTree(List<PoolSnapshot> pools) {
        this.pools = pools;
        for (var pool : pools) {
            for (var job : pool.jobs()) {
                jobs.put(job.id(), job);
                poolOf.put(job.id(), pool);
            }
        }
        this.cycles = new CycleSearch().search();
    }

    /** Returns those that {@code job} waits for, as far as they are shown. */
    private List<JobSnapshot> waitedFor(JobSnapshot job) {
        return job.waitsForIds().stream()
                .flatMap(id -> Stream.ofNullable(jobs.get(id)))
                .toList();
    }

    // ---- cycles

    /** Returns jobs that wait for each other, in order, the last for the first: of cycles that share jobs, one. */
    public List<List<JobSnapshot>> cycles() {
        return cycles;
    }

    /** A walk along all waits, depth first; not by recursion, as a chain of waits may be longer than a stack is deep. */
    private final class CycleSearch {
        private final List<List<JobSnapshot>> found = new ArrayList<>();
        private final Set<Long> inCycles = new HashSet<>();
        private final Set<Long> left = new HashSet<>();
        private final List<JobSnapshot> path = new ArrayList<>();
        // For each on the path: where it is there, and those below it that have not been visited.
        private final Map<Long, Integer> indexes = new HashMap<>();
        private final Deque<Iterator<JobSnapshot>> rests = new ArrayDeque<>();

        List<List<JobSnapshot>> search() {
            for (var job : jobs.values()) {
                enter(job);
                while (!rests.isEmpty()) {
                    if (rests.getLast().hasNext()) {
                        enter(rests.getLast().next());
                    } else {
                        leave();
                    }
                }
            }
            return List.copyOf(found);
        }

        private void enter(JobSnapshot job) {
            var before = indexes.get(job.id());
            if (before != null) {
                report(List.copyOf(path.subList(before, path.size())));
            } else if (!left.contains(job.id())) {
                indexes.put(job.id(), path.size());
                path.add(job);
                rests.addLast(waitedFor(job).iterator());
            }
        }

        private void leave() {
            rests.removeLast();
            long id = path.removeLast().id();
            indexes.remove(id);
            left.add(id);
        }

        private void report(List<JobSnapshot> cycle) {
            if (cycle.stream().noneMatch(job -> inCycles.contains(job.id()))) {
                found.add(cycle);
                cycle.forEach(job -> inCycles.add(job.id()));
            }
        }
    }

    /** Says each cycle in a line: {@code cycle: a waits for b waits for a}. */
    public List<String> cycleLines() {
        return cycles.stream()
                .map(cycle -> Stream.concat(cycle.stream(), cycle.stream().limit(1))
                        .map(job -> printable(job.name()))
                        .toList())
                .map(names -> "cycle: " + String.join(" waits for ", names))
                .toList();
    }

    // ---- as text

    /** Returns the tree, pool by pool, and before it the cycles; {@code stacks} adds every frame. */
    public List<String> lines(boolean stacks) {
        var lines = new ArrayList<>(cycleLines());
        var printing = new Printing(stacks, lines);
        pools.forEach(printing::print);
        return lines;
    }

    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /** One printing; used by one thread. */
    private final class Printing {
        private final boolean stacks;
        private final List<String> lines;
        private final Set<Long> awaited = new HashSet<>();
        private final Set<Long> printed = new HashSet<>();

        Printing(boolean stacks, List<String> lines) {
            this.stacks = stacks;
            this.lines = lines;
            jobs.values().forEach(job -> awaited.addAll(job.waitsForIds()));
        }

        void print(PoolSnapshot pool) {
            lines.add(printable(pool.headline()));
            var tops = topsOf(pool);
            int more = pool.running() - pool.jobs().size();
            for (int i = 0; i < tops.size(); i++) {
                print(tops.get(i), pool, "", i == tops.size() - 1 && more <= 0);
            }
            if (more > 0) {
                lines.add("└── and %d more".formatted(more));
            }
        }

        /** Returns those that nobody waits for, and of each cycle that nobody else waits for, one. */
        private List<JobSnapshot> topsOf(PoolSnapshot pool) {
            var tops = new ArrayList<JobSnapshot>();
            var reached = new HashSet<Long>();
            var roots = jobs.values().stream().filter(job -> !awaited.contains(job.id()));
            roots.forEach(job -> reach(job, reached));
            for (var job : pool.jobs()) {
                if (!awaited.contains(job.id()) || (!reached.contains(job.id()) && !printed.contains(job.id()))) {
                    tops.add(job);
                    reach(job, reached);
                }
            }
            return tops;
        }

        private void reach(JobSnapshot job, Set<Long> reached) {
            var next = new ArrayDeque<JobSnapshot>(List.of(job));
            while (!next.isEmpty()) {
                var at = next.removeLast();
                if (reached.add(at.id())) {
                    next.addAll(waitedFor(at));
                }
            }
        }

        private void print(JobSnapshot job, PoolSnapshot around, String indent, boolean last) {
            var branch = indent + (last ? "└── " : "├── ");
            var below = waitedFor(job);
            if (!printed.add(job.id()) && !below.isEmpty()) {
                lines.add(branch + name(job, around) + " (see above)");
                return;
            }
            lines.add(branch + name(job, around) + ": " + doing(job));
            var deeper = indent + (last ? "    " : "│   ");
            if (stacks) {
                var bar = deeper + (below.isEmpty() ? "    at " : "│   at ");
                job.stack().forEach(frame -> lines.add(bar + printable(frame)));
            }
            for (int i = 0; i < below.size(); i++) {
                print(below.get(i), around, deeper, i == below.size() - 1);
            }
        }

        private String name(JobSnapshot job, PoolSnapshot around) {
            var pool = poolOf.get(job.id());
            var where = pool == around || pool == null ? "" : " in pool '%s'".formatted(pool.name());
            return printable(job.name() + where);
        }

        private static String doing(JobSnapshot job) {
            var does = job.waitsFor() == null ? job.state() : "waits for " + job.waitsFor();
            var frame = Frames.innermostOfUser(job.stack());
            var at = frame == null ? "" : " at " + frame;
            var created = job.created() == null ? "" : ", submitted at " + job.created();
            return printable(does + at + created);
        }
    }
}
