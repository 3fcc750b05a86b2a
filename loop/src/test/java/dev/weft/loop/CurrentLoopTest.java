package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.ThreadPool;
import org.junit.jupiter.api.Test;

/** {@code Loop.current()} is the loop that the caller is a coroutine of. */
class CurrentLoopTest {
    @Test
    void aJobSeesTheLoopItWasSubmittedTo() {
        try (var loop = Loop.open()) {
            assertThat(loop.submit(Loop::current).result()).isSameAs(loop);
            assertThat(loop.named("view").submit(Loop::current).result()).isSameAs(loop);
        }
    }

    @Test
    void aLoopInsideACoroutineIsTheCurrentOneOfItsOwnJobsOnly() {
        Loop.run(() -> {
            var outer = Loop.current();
            var inner = Loop.run(Loop::current);

            assertThat(inner).isNotSameAs(outer);
            assertThat(Loop.current()).isSameAs(outer);
        });
    }

    @Test
    void outsideOfAJobThereIsNone() {
        assertThatThrownBy(Loop::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no loop runs here")
                .hasMessageContaining("use Loop.run, or loop.submit");
    }

    @Test
    void aJobOfAnotherPoolHasNone() {
        try (var pool = ThreadPool.open(1)) {
            var failure = Loop.run(() -> Loop.current().on(pool, Loop::current).exception());

            assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("no loop runs here");
        }
    }
}
