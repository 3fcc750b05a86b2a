package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.JobFailedException;
import dev.weft.WaitTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A function over items: results in their order, no further ahead than the window reaches. */
interface MapContract extends PoolUnderTest {

    @Test
    default void mapGivesTheResultsInTheOrderOfTheItems() {
        try (var results = pool().map(i -> i * i, IntStream.range(0, 200).boxed())) {
            assertThat(results.timeout(LIMIT)).containsExactlyElementsOf(squaresBelow(200));
        }
    }

    private static List<Integer> squaresBelow(int count) {
        return IntStream.range(0, count).map(i -> i * i).boxed().toList();
    }

    @Test
    default void mapGivesTheResultsInOrderAlsoWhereTheFirstIsTheLastToEnd() throws Exception {
        var release = Signal.create();
        var others = Signal.create();
        var results = pool(2).map(
                        item -> {
                            if (item == 0) {
                                release.await();
                            } else {
                                others.set();
                            }
                            return item;
                        },
                        List.of(0, 1, 2))
                .window(3);
        assertThat(results.iterator().hasNext()).isTrue(); // starts them
        others.awaitCount(2);

        release.set();

        assertThat(results.timeout(LIMIT)).containsExactly(0, 1, 2);
    }

    @Test
    default void mapOfNothingIsEmpty() {
        assertThat(pool().map(i -> i, List.of())).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // a null result of a lambda is what this is about
    default void mapGivesNullResults() {
        try (var results = pool().map(item -> item.isEmpty() ? null : item, List.of("a", "", "b"))) {
            assertThat(results.timeout(LIMIT)).containsExactly("a", null, "b");
        }
    }

    @Test
    default void mapTakesItemsOfEndlessInputOnlyAsFarAsTheWindowReaches() {
        var taken = new AtomicInteger();
        var endless = Stream.generate(taken::incrementAndGet);

        try (var results = pool().map(i -> -i, endless).window(3).timeout(LIMIT)) {
            var next = results.iterator();
            assertThat(taken).hasValue(0);
            for (int i = 1; i <= 10; i++) {
                assertThat(next.next()).isEqualTo(-i);
                assertThat(taken.get()).isBetween(i, i + 3);
            }
        }
    }

    @Test
    @OnlyWhere(Trait.RUNS_IN_CALLER)
    default void mapInTheCallerRunsAnItemWhenItsResultIsAskedFor() {
        var ran = Signal.create();
        var next = pool().map(
                        i -> {
                            ran.set();
                            return i;
                        },
                        List.of(0, 1, 2))
                .iterator();

        for (int i = 0; i < 3; i++) {
            assertThat(ran.count()).isEqualTo(i);
            assertThat(next.next()).isEqualTo(i);
        }
        assertThat(next.hasNext()).isFalse();
    }

    @Test
    default void mapThrowsAFailureWhereItsResultWouldBeAndEnds() {
        var results = pool().map(MapContract::evenOnly, List.of(2, 4, 5, 6, 7))
                .window(2)
                .timeout(LIMIT);
        var next = results.iterator();

        assertThat(next.next()).isEqualTo(2);
        assertThat(next.next()).isEqualTo(4);
        assertThatThrownBy(next::next)
                .isInstanceOf(JobFailedException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("odd: 5");
        assertThat(next.hasNext()).isFalse();
        assertThatThrownBy(next::next).isInstanceOf(NoSuchElementException.class);
    }

    private static int evenOnly(int number) throws IOException {
        if (number % 2 != 0) {
            throw new IOException("odd: " + number);
        }
        return number;
    }

    @Test
    default void aFailureOfMapCancelsTheRestAndWaits() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        var next = pool(2).map(
                        item -> {
                            if (item == 0) {
                                started.await();
                                throw new IOException("boom");
                            }
                            return Jobs.stuck(started, interrupted, never).call();
                        },
                        List.of(0, 1))
                .window(2)
                .timeout(LIMIT)
                .iterator();

        assertThatThrownBy(next::next).isInstanceOf(JobFailedException.class);

        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    default void closingMapCancelsTheRestAndWaits() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        var results = pool(2).map(
                        item -> item == 0
                                ? "first"
                                : Jobs.stuck(started, interrupted, never).call(),
                        List.of(0, 1, 2))
                .window(3)
                .timeout(LIMIT);
        assertThat(results.iterator().next()).isEqualTo("first");
        started.awaitCount(2);

        results.close();

        assertThat(interrupted.count()).isEqualTo(2);
        assertThat(results.iterator().hasNext()).isFalse();
    }

    @Test
    default void chunksChangeNeitherResultsNorOrder() {
        for (int chunk : List.of(1, 2, 7, 100)) {
            try (var results = pool().map(i -> i * i, IntStream.range(0, 50).boxed())
                    .chunk(chunk)
                    .timeout(LIMIT)) {
                assertThat(results).containsExactlyElementsOf(squaresBelow(50));
            }
        }
    }

    @Test
    default void aFailureInAChunkLosesNothingBeforeIt() {
        var next = pool().map(MapContract::evenOnly, List.of(2, 4, 5, 6))
                .chunk(4)
                .timeout(LIMIT)
                .iterator();

        assertThat(next.next()).isEqualTo(2);
        assertThat(next.next()).isEqualTo(4);
        assertThatThrownBy(next::next)
                .isInstanceOf(JobFailedException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("odd: 5");
        assertThat(next.hasNext()).isFalse();
    }

    @Test
    default void mapWhoseTimeRunsOutCancelsTheRest() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        var results = pool(1).map(_ -> Jobs.stuck(started, interrupted, never).call(), List.of(1));
        assertThat(results.iterator().hasNext()).isTrue(); // starts it
        started.await();

        assertThatThrownBy(
                        () -> results.timeout(Duration.ofMillis(5)).iterator().next())
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("PT0.005S");

        assertThat(interrupted.isSet()).isTrue();
    }

    @Test
    default void aWindowOrChunkBelowOneIsRefused() {
        var results = pool().map(i -> i, List.of(1));

        assertThatThrownBy(() -> results.window(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> results.chunk(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aWindowOrChunkSetTooLateIsRefused() {
        var results = pool().map(i -> i, List.of(1));
        var _ = results.iterator();

        assertThatThrownBy(() -> results.window(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> results.chunk(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aStreamOfTheResultsClosesThem() throws Exception {
        var started = Signal.create();
        var interrupted = Signal.create();
        var never = Signal.create();
        try (var stream = pool(2)
                .map(
                        item -> item == 0
                                ? "first"
                                : Jobs.stuck(started, interrupted, never).call(),
                        List.of(0, 1))
                .window(2)
                .stream()) {
            assertThat(stream.findFirst()).hasValue("first");
            started.await();
        }

        assertThat(interrupted.isSet()).isTrue();
    }
}
