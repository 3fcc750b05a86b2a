package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks this JVM itself, by its number. */
class PsCommandTest {
    private static final long PID = ProcessHandle.current().pid();

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ThreadPool pool =
            ThreadPool.builder().name("kitchen\u001b[31m").threads(2).open();

    @BeforeEach
    void runAJobThatWaits() throws Exception {
        var _ = pool.named("soup").submit(() -> {
            started.countDown();
            end.await();
        });
        started.await();
        // The socket is opened in the background.
        Observed.until("the socket of inspections", () -> System.getProperty("dev.weft.inspect.socket") != null);
    }

    @AfterEach
    void close() {
        end.countDown();
        pool.close();
    }

    @Test
    void aPoolShowsItsJobsTheirThreadsAndWhatTheyWaitFor() {
        var result = awaitParked();

        assertThat(result.outLines()).first().asString().matches("process %d: [0-9]+ pools?".formatted(PID));
        assertThat(result.outLines()).contains("  kitchen [31m (threads, open): 1 running of 2 threads, 0 waiting");
        assertThat(result.out())
                .containsPattern("    soup-1 on kitchen \\[31m-[0-9]+: waiting, waits for"
                        + " CountDownLatch[.]await on CountDownLatch@");
        assertThat(result.out()).containsOnlyOnce("        at ").doesNotContain("\u001b");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    /** Asks until the job is seen to wait. */
    private static CommandResult awaitParked() {
        var result = CommandResult.of("ps", PID);
        while (!result.out().contains("waits for")) {
            result = CommandResult.of("ps", PID);
        }
        return result;
    }

    @Test
    void stacksAreShownWholeWhereAsked() {
        awaitParked();

        assertThat(CommandResult.of("ps", PID, "--stacks").outLines())
                .filteredOn(line -> line.startsWith("        at "))
                .hasSizeGreaterThan(2)
                .anyMatch(line -> line.contains(PsCommandTest.class.getName()));
    }

    @Test
    void asJsonAPoolIsARowWithItsJobs() {
        awaitParked();

        var row = CommandResult.of("ps", PID, "--json").rows().stream()
                .filter(pool -> String.valueOf(pool.get("pool")).startsWith("kitchen"))
                .findFirst()
                .orElseThrow();

        assertThat(row)
                .containsOnlyKeys("pid", "source", "pool", "kind", "state", "threads", "running", "waiting", "jobs")
                .containsEntry("running", 1)
                .containsEntry("waiting", 0)
                .containsEntry("threads", 2);
        assertThat(row.get("jobs"))
                .asInstanceOf(LIST)
                .singleElement(as(MAP))
                .satisfies(job -> assertThat(job)
                        .containsOnlyKeys("id", "job", "thread", "state", "waitsFor", "waitsForIds", "stack")
                        .containsEntry("job", "soup-1")
                        .containsEntry("state", "waiting")
                        .hasEntrySatisfying(
                                "waitsFor", what -> assertThat(what).asString().contains("CountDownLatch")));
    }

    @Test
    void aProcessThatIsNotThereIsALineAndAFailure() {
        var result = CommandResult.of("ps", Long.MAX_VALUE, PID);

        assertThat(result.err().lines()).containsExactly("weft: there is no process " + Long.MAX_VALUE);
        assertThat(result.out()).startsWith("process " + PID);
        assertThat(result.exitCode()).isOne();
    }

    @Test
    void aProcessThatIsNoJvmIsALineAndAFailure() throws Exception {
        var other = new ProcessBuilder("cat").start();
        try {
            var result = CommandResult.of("ps", other.pid());

            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).startsWith("weft: process %d is not a JVM: it runs ".formatted(other.pid()));
            assertThat(result.exitCode()).isOne();
        } finally {
            other.destroy();
        }
    }
}
