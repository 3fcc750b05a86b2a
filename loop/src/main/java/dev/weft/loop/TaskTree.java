package dev.weft.loop;

import dev.weft.internal.watch.JobTree;
import dev.weft.internal.watch.JvmSnapshot;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tasks of a loop at one moment: what each of them does, and who waits for whom. It prints as a tree. Immutable.
 *
 * <p>Of very many tasks it shows the one that has its turn, and the oldest thousand.
 *
 * @see <a href="https://docs.python.org/3/whatsnew/3.14.html#asyncio-introspection-capabilities">python -m asyncio pstree</a>
 */
public final class TaskTree {
    private final PoolSnapshot pool;
    private final JobTree tree;
    private final List<String> notes;

    private TaskTree(PoolSnapshot pool, List<String> notes) {
        this.pool = pool;
        this.tree = new JobTree(List.of(pool));
        this.notes = notes;
    }

    static TaskTree of(JvmSnapshot snapshot) {
        return new TaskTree(snapshot.pools().getFirst(), snapshot.notes());
    }

    /**
     * A task, or a thread of {@link Loop#threadFactory()}.
     *
     * @param id its number in this tree
     * @param state {@code running}, {@code ready}, {@code waiting}, {@code blocked} on a monitor, or {@code ended}
     * @param submittedAt where it was submitted, if the loop has {@link Loop.Builder#submitStacks}
     * @param waitsFor what it waits for, as far as that is known
     * @param waitsForIds the tasks that have to end, or to let a lock go, before it goes on
     * @param stack its frames, innermost first; none while it is ready
     */
    public record Node(
            long id,
            String name,
            String state,
            Optional<String> submittedAt,
            Optional<String> waitsFor,
            List<Long> waitsForIds,
            List<String> stack) {

        private static Node of(JobSnapshot job) {
            return new Node(
                    job.id(),
                    job.name(),
                    job.state(),
                    Optional.ofNullable(job.created()),
                    Optional.ofNullable(job.waitsFor()),
                    job.waitsForIds(),
                    job.stack());
        }
    }

    /** Returns the tasks that are not over, in the order of their submission. */
    public List<Node> tasks() {
        return pool.jobs().stream().map(Node::of).toList();
    }

    /** Returns how many tasks there are beyond those that are shown. */
    public int more() {
        return pool.running() - pool.jobs().size();
    }

    /** Returns tasks that wait for each other, in order, the last for the first; of cycles that share tasks, one. */
    public List<List<Node>> cycles() {
        return tree.cycles().stream()
                .map(cycle -> cycle.stream().map(Node::of).toList())
                .toList();
    }

    /** Returns what cannot be seen, and why: a line each. */
    public List<String> notes() {
        return notes;
    }

    /** Returns the tree as text, with every frame of every stack. */
    public String withStacks() {
        return text(true);
    }

    /** Returns the tree as text: below each task those that it waits for. */
    @Override
    public String toString() {
        return text(false);
    }

    private String text(boolean stacks) {
        var lines = new ArrayList<>(tree.lines(stacks));
        lines.addAll(notes);
        return String.join("\n", lines);
    }
}
