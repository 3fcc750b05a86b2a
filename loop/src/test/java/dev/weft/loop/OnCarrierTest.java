package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code onCarrier} runs a block on the loop's bare thread, from wherever it is called. */
class OnCarrierTest {
    private final Loop loop = Loop.builder().name("bare").open();
    // Used on the loop's thread, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @Test
    void aCoroutinesBlockRunsOnTheThreadBelowIt() {
        var thread = loop.submit(() -> loop.onCarrier(Thread::currentThread)).result();

        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.getName()).isEqualTo("bare");
    }

    @Test
    void anotherThreadsBlockRunsThereToo() {
        assertThat(loop.onCarrier(Thread::currentThread).getName()).isEqualTo("bare");
    }

    @Test
    void aBlockInABlockRunsAtOnce() {
        loop.onCarrier(() -> {
            log.add("outer");
            loop.onCarrier(() -> log.add("inner"));
            log.add("outer again");
        });

        assertThat(log).containsExactly("outer", "inner", "outer again");
    }

    @Test
    void theCoroutineGoesOnBeforeOthersHaveATurn() {
        loop.submit(() -> {
                    loop.submit(() -> {
                        log.add("other");
                    });
                    log.add("before");
                    loop.onCarrier(() -> log.add("block"));
                    log.add("after");
                })
                .result();
        loop.close();

        assertThat(log).containsExactly("before", "block", "after", "other");
    }

    @Test
    void whatTheBlockThrowsComesOutOfTheCall() {
        var failure = loop.submit(() -> Ended.of(() -> loop.<String, IOException>onCarrier(() -> {
                    throw new IOException("boom");
                })))
                .result();

        assertThat(failure.thrown()).isInstanceOf(IOException.class).hasMessage("boom");
        assertThatThrownBy(() -> loop.<String, IOException>onCarrier(() -> {
                    throw new IOException("boom");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("boom");
        assertThatThrownBy(() -> loop.onCarrier(() -> {
                    throw new StackOverflowError("on purpose");
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(loop.submit(() -> "the loop goes on").result()).isEqualTo("the loop goes on");
    }

    @Test
    void theInterruptStatusStaysWithTheCoroutine() {
        var onCarrier = new AtomicReference<Boolean>();
        var ended = loop.submit(() -> {
                    Thread.currentThread().interrupt();
                    return Ended.of(() -> loop.onCarrier(() -> onCarrier.set(Thread.interrupted())));
                })
                .result();

        assertThat(ended).isEqualTo(new Ended(null, true));
        assertThat(onCarrier).hasValue(false);
    }

    @Test
    void aClassInitializerOnTheStackIsRefusedAndTheLoopGoesOn() {
        var ran = new CompletableFuture<Ended>();
        loop.submit(() -> FreshClass.initialize(
                        () -> ran.complete(Ended.of(() -> loop.onCarrier(() -> log.add("never"))))))
                .result();
        var next = loop.submit(() -> loop.onCarrier(() -> "next")).result();

        assertThat(ran.join().thrown())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot leave its loop's thread now: a class initializer");
        assertThat(log).isEmpty();
        assertThat(next).isEqualTo("next");
    }

    @Test
    void aBlockMaySubmitJobs() {
        var job = loop.onCarrier(() -> loop.submit(() -> "job"));

        assertThat(job.result()).isEqualTo("job");
    }

    @Test
    void aJobThatABlockStartsIsCancelledWithTheLoop() {
        var result = loop.onCarrier(() -> loop.submit(() -> Loop.sleep(java.time.Duration.ofHours(1))));

        loop.closeNow();

        assertThat(result.isCancelled()).isTrue();
    }

    @Test
    void anotherLoopsCoroutineIsRunThereToo() {
        try (var other = Loop.open()) {
            var name = other.submit(() -> loop.onCarrier(Thread::currentThread).getName())
                    .result();

            assertThat(name).isEqualTo("bare");
        }
    }

    @Test
    void aClosedLoopRefusesAnotherThreadsBlock() {
        loop.close();

        assertThatThrownBy(() -> loop.onCarrier(() -> log.add("never"))).isInstanceOf(RejectedExecutionException.class);
        assertThat(log).isEmpty();
    }
}
