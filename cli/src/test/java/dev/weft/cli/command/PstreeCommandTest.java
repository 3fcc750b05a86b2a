package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Looks into real JVMs: one whose loop is held, and one without Weft. */
class PstreeCommandTest {
    private static final String LOOP = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    private static final String LOCKS = "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED";

    /** The lines, without places in the code and identities of objects. */
    private static List<String> lines(CommandResult result) {
        return result.outLines().stream()
                .map(line -> line.replaceAll(" at .*", "").replaceAll("@[0-9a-f]+", "@x"))
                .toList();
    }

    @Test
    void aJvmWhoseLoopIsHeldShowsWhoWaitsForWhomAndWhoHoldsIt() throws Exception {
        try (var jvm = LookedAt.start(HeldLoop.class, LOOP, LOCKS)) {
            var result = CommandResult.of("pstree", jvm.pid());

            assertThat(result.err()).isEmpty();
            assertThat(lines(result))
                    .containsExactly(
                            "process %d: 1 pool".formatted(jvm.pid()),
                            "cycle: egg-1 waits for hen-1 waits for egg-1",
                            "kitchen (loop, open): 6 running, 0 waiting",
                            "├── cook-1: waits for gather of 2",
                            "│   ├── first-1: waits for CountDownLatch.await on CountDownLatch@x",
                            "│   └── second-1: waits for ReentrantLock.lock on ReentrantLock@x held by job 'first-1'",
                            "│       └── first-1: waits for CountDownLatch.await on CountDownLatch@x",
                            "├── egg-1: waits for job 'hen-1'",
                            "│   └── hen-1: waits for job 'egg-1'",
                            "│       └── egg-1 (see above)",
                            "└── holder-1: running");
            assertThat(result.outLines()).last().asString().contains(" at dev.weft.cli.command.HeldLoop.");
            assertThat(result.outLines())
                    .last()
                    .asString()
                    .contains(", submitted at dev.weft.cli.command.HeldLoop.start");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void withoutTheFlagForLocksTheRestIsShownAndTheFlagNamed() throws Exception {
        try (var jvm = LookedAt.start(HeldLoop.class, LOOP)) {
            var tree = CommandResult.of("pstree", jvm.pid());
            var list = CommandResult.of("ps", jvm.pid());

            assertThat(lines(tree)).contains("│   └── second-1: waits for ReentrantLock.lock on ReentrantLock@x");
            assertThat(tree.outLines())
                    .last()
                    .isEqualTo("who holds a lock of java.util.concurrent is not shown: that needs " + LOCKS);
            assertThat(list.outLines()).last().isEqualTo(tree.outLines().getLast());
            assertThat(list.out()).containsPattern("    holder-1 on kitchen: running, submitted at dev[.]weft[.]cli");
        }
    }

    @Test
    void asJsonAProcessIsARowWithItsCycles() throws Exception {
        try (var jvm = LookedAt.start(HeldLoop.class, LOOP)) {
            var row = CommandResult.of("pstree", jvm.pid(), "--json").rows().getFirst();

            assertThat(row)
                    .containsOnlyKeys("pid", "source", "pools", "cycles", "notes")
                    .containsEntry("source", "weft");
            var jobs = jobsOf(row);
            assertThat(row.get("cycles")).isEqualTo(List.of(List.of(id(jobs, "egg-1"), id(jobs, "hen-1"))));
            assertThat(jobs)
                    .filteredOn(job -> "cook-1".equals(job.get("job")))
                    .singleElement()
                    .satisfies(job -> assertThat(job.get("waitsForIds"))
                            .isEqualTo(List.of(id(jobs, "first-1"), id(jobs, "second-1"))));
        }
    }

    @SuppressWarnings("unchecked") // the command has written it
    private static List<Map<String, Object>> jobsOf(Map<String, Object> row) {
        var pool = (Map<String, Object>) ((List<?>) Objects.requireNonNull(row.get("pools"))).getFirst();
        return (List<Map<String, Object>>) Objects.requireNonNull(pool.get("jobs"));
    }

    private static Object id(List<Map<String, Object>> jobs, String name) {
        return jobs.stream()
                .filter(job -> name.equals(job.get("job")))
                .map(job -> Objects.requireNonNull(job.get("id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJvmWithoutWeftShowsItsThreadsAsTheJdkTells() throws Exception {
        try (var jvm = LookedAt.start(PlainJvm.class)) {
            var tree = CommandResult.of("pstree", jvm.pid());
            var list = CommandResult.of("ps", jvm.pid());
            var rows = CommandResult.of("ps", jvm.pid(), "--json").rows();

            assertThat(tree.err() + list.err()).isEmpty();
            assertThat(tree.outLines())
                    .first()
                    .isEqualTo(
                            ("process %d: no pool of Weft answers (it has opened none, or has -Ddev.weft.inspect=off);"
                                            + " its threads, as the JDK's own dump tells")
                                    .formatted(jvm.pid()));
            assertThat(list.outLines()).first().isEqualTo(tree.outLines().getFirst());
            assertThat(lines(tree))
                    .containsSequence(
                            "├── blocked: waits for monitor java.lang.Object@x",
                            "│   └── holder: waits for CountDownLatch.await on java.util.concurrent.CountDownLatch$Sync@x");
            assertThat(list.out()).containsPattern("    blocked on thread #[0-9]+: blocked, waits for monitor");
            assertThat(rows).first().satisfies(row -> assertThat(row).containsEntry("source", "jdk"));
            assertThat(JSON.std.asString(rows)).contains("PlainJvm");
        }
    }

    @Test
    void aProcessThatIsNoJvmIsALineAndAFailure() throws Exception {
        var other = new ProcessBuilder("cat").start();
        try {
            var result = CommandResult.of("pstree", other.pid(), Long.MAX_VALUE);

            assertThat(result.err().lines())
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .matches("weft: process %d is not a JVM: it runs /.*".formatted(other.pid())),
                            second -> assertThat(second).isEqualTo("weft: there is no process " + Long.MAX_VALUE));
            assertThat(result.out()).isEmpty();
            assertThat(result.exitCode()).isOne();
        } finally {
            other.destroy();
        }
    }

    @Test
    void withoutANumberItSaysWhatIsMissing() {
        var result = CommandResult.of("pstree");

        assertThat(result.err()).startsWith("weft: Missing required parameter: 'PID'");
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
