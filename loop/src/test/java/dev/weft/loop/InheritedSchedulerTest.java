package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Virtual threads that a coroutine starts by itself are ordinary ones, though they inherit its scheduler. */
class InheritedSchedulerTest {
    private static final String JDKS_POOL = "ForkJoinPool-";

    private final Loop loop = Loop.builder().name("inherited").open();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @Test
    void aCoroutineRunsOnTheLoop() {
        assertThat(loop.submit(Carrier::name).result()).isEqualTo("inherited");
    }

    @Test
    void aChildRunsBesideTheLoop() {
        assertThat(carrierOf(InheritedSchedulerTest::inChild)).startsWith(JDKS_POOL);
    }

    @Test
    void aGrandchildRunsBesideTheLoop() {
        assertThat(carrierOf(() -> inChild(() -> inChild(Carrier::name)))).startsWith(JDKS_POOL);
    }

    @Test
    void anExecutorOfVirtualThreadsRunsBesideTheLoop() {
        var carrier = loop.submit(() -> {
                    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                        return executor.submit(Carrier::name).get();
                    }
                })
                .result();

        assertThat(carrier).startsWith(JDKS_POOL);
    }

    @Test
    void aChildThatHasSleptIsStillBesideTheLoop() {
        var carrier = carrierOf(() -> inChild(() -> {
            Thread.sleep(1);
            return Carrier.name();
        }));

        assertThat(carrier).startsWith(JDKS_POOL);
    }

    @Test
    void aCoroutineThatHasSleptIsStillOnTheLoop() {
        var carrier = carrierOf(() -> {
            Thread.sleep(1);
            return Carrier.name();
        });

        assertThat(carrier).isEqualTo("inherited");
    }

    @Test
    void aChildRunsWhileTheLoopIsHeld() {
        var ran = carrierOf(() -> {
            var child = new CompletableFuture<String>();
            Thread.startVirtualThread(() -> child.complete(Carrier.name()));
            Observed.spinUntil(child::isDone);
            return child.resultNow();
        });

        assertThat(ran).startsWith(JDKS_POOL);
    }

    private String carrierOf(Callable<String> job) {
        return loop.submit(job::call).result();
    }

    private static String inChild() throws Exception {
        return inChild(Carrier::name);
    }

    private static String inChild(Callable<String> job) throws Exception {
        var result = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(job.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get();
    }
}
