package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CoroutinesTest {
    private static final List<String> URLS =
            List.of("https://twitter.com/", "https://facebook.com", "https://instagram.com");

    /** Gives these numbers in place of random ones. */
    private static RandomGenerator numbers(double... numbers) {
        var next = DoubleStream.of(numbers).iterator();
        return new RandomGenerator() {
            @Override
            public double nextDouble() {
                return next.nextDouble();
            }

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("the example draws doubles");
            }
        };
    }

    @Test
    void printsWhatTheCellsShow() throws Exception {
        var cells = new Coroutines(numbers(0.0, 0.5, 0.1, 0.9), Duration.ofMillis(200));

        var lines = Printed.by(() -> Loop.run(cells::cells));

        assertThat(lines.getFirst()).startsWith("dev.weft.examples.Coroutines$$Lambda/0x");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "1",
                        "send a request: https://twitter.com/",
                        "got a response: https://twitter.com/",
                        "https://twitter.com/",
                        "send a request: https://twitter.com/",
                        "send a request: https://facebook.com",
                        "send a request: https://instagram.com",
                        "got a response: https://facebook.com",
                        "got a response: https://twitter.com/",
                        "got a response: https://instagram.com",
                        URLS.toString());
    }
}
