package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.Promise;
import dev.weft.ReturnWhen;
import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Asks from inside the loop, where every other task has been run until it waits. */
class TaskTreeTest {

    /** Runs {@code program} as the main of a loop, lets all others run until they wait, and looks. */
    private static TaskTree treeOf(Job<?> program) {
        return Loop.run(() -> {
            program.call();
            Loop.yield();
            Loop.yield();
            return Loop.current().tree();
        });
    }

    private static <T> Future<T> start(String name, Job<T> job) {
        return Loop.current().named(name).submit(job);
    }

    private static Future<Integer> sleeper(String name) {
        return start(name, () -> {
            Loop.sleep(Duration.ofDays(1));
            return 0;
        });
    }

    private static TaskTree.Node task(TaskTree tree, String name) {
        return tree.tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no %s in %s".formatted(name, tree)));
    }

    private static List<String> waitedFor(TaskTree tree, String name) {
        return task(tree, name).waitsForIds().stream()
                .map(id -> tree.tasks().stream()
                        .filter(task -> task.id() == id)
                        .findFirst()
                        .orElseThrow()
                        .name())
                .toList();
    }

    /** The tree's lines, without the place in the code. */
    private static List<String> lines(TaskTree tree) {
        return tree.toString()
                .lines()
                .map(line -> line.replaceAll(" at .*", ""))
                .toList();
    }

    @Test
    void aTaskThatWaitsForAnotherStandsAboveIt() {
        var tree = treeOf(() -> {
            var below = sleeper("below");
            return start("above", below::result);
        });

        assertThat(waitedFor(tree, "above-1")).containsExactly("below-1");
        assertThat(task(tree, "above-1").waitsFor()).contains("job 'below-1'");
        assertThat(task(tree, "above-1").state()).isEqualTo("waiting");
        assertThat(task(tree, "below-1").waitsFor()).contains("sleep");
        assertThat(lines(tree).subList(1, 4))
                .containsExactly(
                        "├── main: running",
                        "└── above-1: waits for job 'below-1'",
                        "    └── below-1: waits for sleep");
        assertThat(lines(tree).getFirst()).matches("loop-[0-9]+ \\(loop, open\\): 3 running, 0 waiting");
    }

    @Test
    void theCallerShowsItsOwnStackAndOneThatIsReadyShowsNone() {
        var tree = Loop.run(() -> {
            var _ = sleeper("fresh");
            return Loop.current().tree();
        });

        assertThat(task(tree, "main").stack()).anyMatch(frame -> frame.contains("TaskTreeTest"));
        assertThat(task(tree, "fresh-1")).satisfies(fresh -> {
            assertThat(fresh.state()).isEqualTo("ready");
            assertThat(fresh.stack()).isEmpty();
            assertThat(fresh.waitsFor()).isEmpty();
        });
    }

    @Test
    void aGatherIsWaitedForAsItsPartsThatAreNotDone() {
        var tree = treeOf(() -> {
            var parts = List.of(sleeper("a"), start("done", () -> 1), sleeper("b"));
            return start("all", () -> Futures.gather(parts).result());
        });

        assertThat(task(tree, "all-1").waitsFor()).contains("gather of 3");
        assertThat(waitedFor(tree, "all-1")).containsExactly("a-1", "b-1");
    }

    @Test
    void aGatherOfGathersIsWaitedForAsTheTasks() {
        var tree = treeOf(() -> {
            var inner = Futures.gather(List.of(sleeper("a"), sleeper("b")));
            return start("all", () -> Futures.gather(List.of(inner)).result());
        });

        assertThat(waitedFor(tree, "all-1")).containsExactly("a-1", "b-1");
    }

    @Test
    void aTaskGroupIsWaitedForAsItsJobs() {
        var tree = treeOf(() -> start(
                "group",
                () -> TaskGroup.run(Loop.current().named("child"), group -> {
                    var _ = group.submit(() -> Thread.sleep(Duration.ofDays(1)));
                    var _ = group.submit(() -> Thread.sleep(Duration.ofDays(1)));
                    return 0;
                })));

        assertThat(task(tree, "group-1").waitsFor()).contains("TaskGroup[2 jobs not over]");
        assertThat(waitedFor(tree, "group-1")).containsExactly("child-1", "child-2");
        assertThat(task(tree, "child-1").waitsFor()).contains("Thread.sleep");
    }

    @Test
    void aWaitForSeveralIsAWaitForEachThatIsNotDone() {
        var tree = treeOf(() -> {
            var two = List.of(sleeper("a"), sleeper("b"));
            var _ = start("await", () -> Futures.await(two, ReturnWhen.FIRST_COMPLETED));
            return start("completed", () -> {
                for (var future : Futures.asCompleted(two)) {
                    future.result();
                }
                return 0;
            });
        });

        assertThat(waitedFor(tree, "await-1")).containsExactly("a-1", "b-1");
        assertThat(waitedFor(tree, "completed-1")).containsExactly("a-1", "b-1");
        assertThat(lines(tree)).filteredOn(line -> line.contains("a-1")).hasSize(2);
    }

    @Test
    void aJobInAnotherPoolIsNamedWithItsPool() throws Exception {
        var end = new CountDownLatch(1);
        try (Pool other = ThreadPool.builder().name("other").open()) {
            var tree = treeOf(() -> {
                Pool named = other.named("compute");
                return start(
                        "off", () -> Loop.current().on(named, () -> end.await()).result());
            });

            assertThat(task(tree, "off-1").waitsFor().orElseThrow())
                    .startsWith("job '")
                    .endsWith("in pool 'other'");
            end.countDown();
        }
    }

    @Test
    void aPromiseIsNamed() {
        var tree = treeOf(() ->
                start("waiter", () -> Promise.<Integer>named("answer").future().result()));

        assertThat(task(tree, "waiter-1").waitsFor()).contains("future 'answer'");
        assertThat(task(tree, "waiter-1").waitsForIds()).isEmpty();
    }

    @Test
    void tasksThatWaitForEachOtherAreACycle() {
        var tree = treeOf(() -> {
            var both = new ArrayList<Future<Integer>>();
            both.add(start("egg", () -> both.get(1).result()));
            both.add(start("hen", () -> both.get(0).result()));
            return both;
        });

        assertThat(tree.cycles())
                .singleElement()
                .satisfies(cycle ->
                        assertThat(cycle).extracting(TaskTree.Node::name).containsExactly("egg-1", "hen-1"));
        assertThat(lines(tree)).startsWith("cycle: egg-1 waits for hen-1 waits for egg-1");
        assertThat(lines(tree))
                .endsWith(
                        "└── egg-1: waits for job 'hen-1'",
                        "    └── hen-1: waits for job 'egg-1'",
                        "        └── egg-1 (see above)");
    }

    @Test
    void aTaskThatWaitsForItselfIsACycle() {
        var tree = treeOf(() -> {
            var self = new ArrayList<Future<Integer>>();
            self.add(start("self", () -> self.getFirst().result()));
            return self;
        });

        assertThat(tree.cycles())
                .singleElement()
                .satisfies(cycle -> assertThat(cycle).hasSize(1));
        assertThat(lines(tree)).startsWith("cycle: self-1 waits for self-1");
    }

    @Test
    void withoutTheFlagForItALockIsNamedButNotItsHolder() {
        assumeThat(ReentrantLock.class.getModule().isOpen("java.util.concurrent.locks", Pool.class.getModule()))
                .as("this JVM has the flag")
                .isFalse();

        var tree = treeOf(TaskTreeTest::contend);

        assertThat(task(tree, "second-1").waitsFor().orElseThrow())
                .startsWith("ReentrantLock.lockInterruptibly on ReentrantLock@");
        assertThat(task(tree, "second-1").waitsForIds()).isEmpty();
        assertThat(tree.notes())
                .singleElement()
                .asString()
                .startsWith(
                        "who holds a lock of java.util.concurrent is not shown: that needs --add-opens=java.base/java.util.concurrent.locks=");
        assertThat(lines(tree)).endsWith(tree.notes().getFirst());
    }

    private static Future<?> contend() {
        var lock = new ReentrantLock();
        var _ = start("first", () -> {
            lock.lock();
            new CountDownLatch(1).await();
            return 0;
        });
        return start("second", () -> {
            lock.lockInterruptibly();
            return 0;
        });
    }

    @Test
    void aTreeWithoutLocksHasNoNotes() {
        assertThat(treeOf(() -> sleeper("a")).notes()).isEmpty();
    }

    @Test
    void aThreadOfTheFactoryIsInTheTree() {
        var tree = treeOf(() -> {
            var thread = Loop.current().threadFactory().newThread(() -> {
                try {
                    Thread.sleep(Duration.ofDays(1));
                } catch (InterruptedException _) {
                    // the end of the test
                }
            });
            thread.setName("scope's");
            thread.start();
            var _ = start("ender", () -> {
                Loop.yield();
                Loop.yield();
                thread.interrupt();
                return 0;
            });
            return thread;
        });

        assertThat(task(tree, "scope's").waitsFor()).contains("Thread.sleep");
    }

    @Test
    void whereATaskWasSubmittedIsKnownIfAskedFor() {
        try (var loop = Loop.builder().submitStacks(true).open()) {
            var tree = loop.submit(() -> loop.tree()).result();

            assertThat(tree.tasks().getFirst().submittedAt().orElseThrow())
                    .startsWith(
                            "dev.weft.loop.TaskTreeTest.whereATaskWasSubmittedIsKnownIfAskedFor(TaskTreeTest.java:");
            assertThat(tree.toString()).contains(", submitted at dev.weft.loop.TaskTreeTest.");
        }
        assertThat(task(treeOf(() -> 0), "main").submittedAt()).isEqualTo(Optional.empty());
    }

    @Test
    void stacksArePrintedWhereAsked() {
        var tree = treeOf(() -> sleeper("a"));

        assertThat(tree.withStacks().lines())
                .anyMatch(line -> line.matches("    +at dev[.]weft[.].*TaskTreeTest.*"))
                .hasSizeGreaterThan(tree.toString().lines().toList().size());
    }

    @Test
    void ofVeryManyTasksTheOldestAreShownAndTheOthersCounted() {
        var tree = treeOf(() -> {
            for (int i = 0; i < 1_500; i++) {
                var _ = sleeper("many");
            }
            return 0;
        });

        assertThat(tree.tasks()).hasSize(1_000);
        assertThat(tree.tasks().getFirst().name()).isEqualTo("main");
        assertThat(tree.more()).isEqualTo(501);
        assertThat(lines(tree)).endsWith("└── and 501 more");
    }

    @Test
    void aHeldLoopIsLookedIntoFromOutsideAndShowsWhoHoldsIt() throws Exception {
        var holds = new CountDownLatch(1);
        var release = new AtomicBoolean();
        try (var loop = Loop.builder().heldLimit(Duration.ofHours(1)).open()) {
            for (int i = 0; i < 1_000; i++) {
                loop.named("old").submit(() -> Thread.sleep(Duration.ofDays(1)));
            }
            loop.named("holder").submit(() -> {
                holds.countDown();
                Observed.spinUntil(release::get);
            });
            holds.await();

            var tree = loop.tree();
            release.set(true);
            loop.shutdownNow();

            assertThat(task(tree, "holder-1").state()).isEqualTo("running");
            assertThat(task(tree, "holder-1").stack()).anyMatch(frame -> frame.contains("TaskTreeTest"));
        }
    }

    @Test
    void anActionOnTheCarrierShowsTheCarriersStack() {
        var tree = Loop.run(() -> {
            var loop = Loop.current();
            return loop.<TaskTree, RuntimeException>onCarrier(() -> loop.tree());
        });

        assertThat(task(tree, "main").state()).isEqualTo("running");
        assertThat(task(tree, "main").stack()).anyMatch(frame -> frame.contains("OwnThread"));
    }
}
