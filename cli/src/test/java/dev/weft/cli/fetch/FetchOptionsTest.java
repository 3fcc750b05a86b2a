package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FetchOptionsTest {

    @Test
    void eachValueCanBeChangedAlone() {
        Map<String, String> proxies = Map.of("http_proxy", "p");

        FetchOptions options = FetchOptions.standard()
                .withFolder(Path.of("d"))
                .withNameBy(NameBy.URL)
                .withTimeout(Duration.ofSeconds(1))
                .withStall(Duration.ofSeconds(2))
                .withRetries(3)
                .withMaxRedirects(4)
                .withMaxBytes(5)
                .withCacert(Path.of("ca.pem"))
                .withProxies(proxies);

        assertThat(options)
                .isEqualTo(new FetchOptions(
                        Path.of("d"),
                        NameBy.URL,
                        Optional.of(Duration.ofSeconds(1)),
                        Duration.ofSeconds(2),
                        3,
                        4,
                        5,
                        Optional.of(Path.of("ca.pem")),
                        proxies));
    }

    @Test
    void arriveInAnotherJvmAsTheyAre() throws Exception {
        var options = FetchOptions.standard()
                .withTimeout(Duration.ofSeconds(1))
                .withCacert(Path.of("ca.pem"))
                .withProxies(Map.of("http_proxy", "proxy:1", "SECRET", "not sent"));

        assertThat(Sent.copy(options)).usingRecursiveComparison().isEqualTo(options);
        assertThat(Sent.copy(FetchOptions.standard()))
                .usingRecursiveComparison()
                .isEqualTo(FetchOptions.standard());
        assertThat(new String(Sent.bytes(options), ISO_8859_1))
                .contains("proxy:1")
                .doesNotContain("SECRET");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(options -> options.withTimeout(Duration.ZERO), "--timeout must be positive, was 0 s"),
                refused(options -> options.withTimeout(Duration.ofSeconds(-1)), "--timeout must be positive, was -1 s"),
                refused(options -> options.withStall(Duration.ZERO), "the stall time must be positive, was 0 s"),
                refused(options -> options.withRetries(-1), "--retries must not be negative, was -1"),
                refused(options -> options.withMaxRedirects(-1), "--max-redirects must not be negative, was -1"),
                refused(options -> options.withMaxBytes(0), "--max-bytes must be positive, was 0"));
    }

    private static Arguments refused(UnaryOperator<FetchOptions> change, String words) {
        return Arguments.of(change, words);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatMakesNoSenseIsRefusedInWords(UnaryOperator<FetchOptions> change, String words) {
        assertThatThrownBy(() -> change.apply(FetchOptions.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }
}
