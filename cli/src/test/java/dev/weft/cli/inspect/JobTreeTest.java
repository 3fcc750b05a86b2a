package dev.weft.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.watch.JobTree;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobTreeTest {

    /** A job called by its number. */
    private static JobSnapshot job(long id, long... waitsFor) {
        return new JobSnapshot(
                id,
                "j" + id,
                "t",
                "waiting",
                null,
                null,
                LongStream.of(waitsFor).boxed().toList(),
                List.of());
    }

    private static PoolSnapshot pool(String name, JobSnapshot... jobs) {
        return new PoolSnapshot(name, "loop", "open", 0, jobs.length, 0, List.of(jobs));
    }

    private static List<String> jobLines(PoolSnapshot... pools) {
        return new JobTree(List.of(pools))
                .lines(false).stream()
                        .map(line -> line.replace(": waiting", ""))
                        .toList();
    }

    @Test
    void oneThatSeveralWaitForIsBelowEachAndWhatItWaitsForBelowTheFirst() {
        assertThat(jobLines(pool("p", job(1, 3), job(2, 3), job(3, 4), job(4))))
                .containsExactly(
                        "p (loop, open): 4 running, 0 waiting",
                        "├── j1",
                        "│   └── j3",
                        "│       └── j4",
                        "└── j2",
                        "    └── j3 (see above)");
    }

    @Test
    void oneInAnotherPoolIsBelowWhoWaitsForItAndNotAmongItsOwn() {
        assertThat(jobLines(pool("a", job(1, 2)), pool("b", job(2), job(3))))
                .containsExactly(
                        "a (loop, open): 1 running, 0 waiting",
                        "└── j1",
                        "    └── j2 in pool 'b'",
                        "b (loop, open): 2 running, 0 waiting",
                        "└── j3");
    }

    @Test
    void aCycleThatOthersWaitForIsBelowThem() {
        assertThat(jobLines(pool("p", job(1, 2), job(2, 3), job(3, 1), job(4, 1))))
                .containsExactly(
                        "cycle: j1 waits for j2 waits for j3 waits for j1",
                        "p (loop, open): 4 running, 0 waiting",
                        "└── j4",
                        "    └── j1",
                        "        └── j2",
                        "            └── j3",
                        "                └── j1 (see above)");
    }

    @Test
    void ofCyclesThatShareJobsOneIsNamedAndOfOthersEach() {
        var tree = new JobTree(List.of(pool("p", job(1, 2, 3), job(2, 1), job(3, 1), job(4, 5), job(5, 4))));

        assertThat(tree.cycleLines())
                .containsExactly("cycle: j1 waits for j2 waits for j1", "cycle: j4 waits for j5 waits for j4");
    }

    @Test
    void aCycleAcrossPoolsIsShownOnce() {
        assertThat(jobLines(pool("a", job(1, 2)), pool("b", job(2, 1))))
                .containsExactly(
                        "cycle: j1 waits for j2 waits for j1",
                        "a (loop, open): 1 running, 0 waiting",
                        "└── j1",
                        "    └── j2 in pool 'b'",
                        "        └── j1 (see above)",
                        "b (loop, open): 1 running, 0 waiting");
    }

    @Test
    void everyJobIsShownAndALongChainOverflowsNothing() {
        var chain =
                LongStream.rangeClosed(1, 1_000).mapToObj(id -> job(id, id + 1)).toArray(JobSnapshot[]::new);

        assertThat(jobLines(pool("p", chain))).hasSize(1_001);
    }

    @Test
    void everyoneWaitingForEveryoneIsShownInALineForEachWait() {
        var all = LongStream.rangeClosed(1, 60)
                .mapToObj(id -> job(id, LongStream.rangeClosed(1, 60).toArray()))
                .toArray(JobSnapshot[]::new);

        assertThat(jobLines(pool("p", all))).hasSize(60 * 60 + 60 + 2);
    }

    @Test
    void waitingForOneThatIsNotShownIsNoWait() {
        assertThat(jobLines(pool("p", job(1, 99)))).endsWith("└── j1");
    }

    @Test
    void namesCannotSteerATerminal() {
        var evil = new JobSnapshot(1, "a\u001b[31m\nb", "t", "ready", null, null, List.of(), List.of("x\u001b.y(z)"));

        assertThat(Stream.of(true, false)
                        .flatMap(stacks -> new JobTree(List.of(pool("p\r", evil))).lines(stacks).stream()))
                .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cc}"));
    }
}
