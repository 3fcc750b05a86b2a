package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Events;
import dev.weft.Pool;
import dev.weft.PoolEvent;
import dev.weft.Progress;
import dev.weft.ThreadPool;
import dev.weft.WhenFull;
import dev.weft.testkit.Signal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The code of the guide's chapters on limits and on seeing what happens. */
class GuideWatchingTest {

    @Test
    void aFullPoolCanRefuse() throws Exception {
        var started = Signal.create();
        var release = Signal.create();
        Pool strict = ThreadPool.builder()
                .threads(1)
                .queueLimit(1)
                .whenFull(WhenFull.REJECT)
                .open();
        try (strict) {
            var running = strict.submit(() -> {
                started.set();
                release.await();
            });
            started.await();
            var waiting = strict.submit(() -> {});

            assertThatThrownBy(() -> strict.submit(() -> {})).isInstanceOf(RejectedExecutionException.class);

            release.set();
            running.result();
            waiting.result();
        }
    }

    @Test
    void aPoolThatWaitsForItselfIsReported() throws Exception {
        var reports = new CompletableFuture<String>();
        try (var _ = Events.subscribe(event -> {
            if (event instanceof PoolEvent.PoolStarved starved) {
                reports.complete(starved.report());
            }
        })) {
            var pool = ThreadPool.builder().name("work").threads(1).open();
            var outer = pool.named("outer").submit(() -> {
                var inner = pool.named("inner").submit(() -> "never run");
                return inner.result();
            });

            assertThat(reports.get(1, TimeUnit.MINUTES))
                    .contains("pool 'work' cannot go on", "work-1 (job 'outer-1') waits for Future[inner-1 pending]");
            outer.cancel();
            pool.closeNow();
        }
    }

    @Test
    void aListenerHearsOfJobs() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.builder().name("disk").open()) {
                try (var _ = Events.subscribe(event -> IO.println(describe(event)))) {
                    var copy = pool.named("copy").submit(() -> copy(4));
                    copy.result();
                }
            }
        });

        assertThat(printed)
                .containsSubsequence(
                        "copy-1 came to disk",
                        "copy-1 runs on disk",
                        "copy-1 has done 1 of 4",
                        "copy-1 has done 4 of 4",
                        "copy-1 is SUCCEEDED");
    }

    private static void copy(int files) {
        for (int file = 1; file <= files; file++) {
            Progress.report(file, files);
        }
    }

    private static String describe(PoolEvent event) {
        return switch (event) {
            case PoolEvent.JobSubmitted(var pool, var job) -> job.name() + " came to " + pool;
            case PoolEvent.JobStarted(var pool, var job) -> job.name() + " runs on " + pool;
            case PoolEvent.JobProgressed(var _, var job, var progress) ->
                "%s has done %d of %d".formatted(job.name(), progress.done(), progress.total());
            case PoolEvent.JobEnded(var _, var job) -> job.name() + " is " + job.status();
            case PoolEvent.FailureUnobserved(var job, var reason) -> job + " failed, and nobody asked why: " + reason;
            case PoolEvent.PoolStarved(var _, var report) -> report;
            case PoolEvent.JobSent(var _, var job, var worker, var bytes, var _) ->
                "%s went to %s in %d bytes".formatted(job.name(), worker, bytes);
            case PoolEvent.WorkerStarted(var _, var worker, var pid) -> "%s (pid %d) takes jobs".formatted(worker, pid);
            case PoolEvent.WorkerEnded(var _, var worker, var _, var how) -> worker + " " + how;
            case PoolEvent.LoopHeld(var loop, var job, var heldFor, var _) ->
                "%s is held for %s by %s".formatted(loop, heldFor, job);
        };
    }
}
