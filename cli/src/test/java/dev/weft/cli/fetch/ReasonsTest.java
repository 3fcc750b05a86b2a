package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.http.BodyException;
import dev.weft.http.ConnectFailedException;
import dev.weft.http.DisconnectedException;
import dev.weft.http.HttpException;
import dev.weft.http.HttpTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.ProtocolException;
import dev.weft.http.RedirectException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonsTest {
    private static final URI PAGE = URI.create("http://host/page");
    private static final FetchOptions OPTIONS =
            FetchOptions.standard().withTimeout(Duration.ofSeconds(5)).withMaxRedirects(1);

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(
                        new ConnectFailedException(PAGE, Phase.CONNECT, "GET http://host/page failed: refused", null),
                        true,
                        "failed: refused"),
                arguments(
                        new ConnectFailedException(PAGE, Phase.TLS, "no TLS", new CertPathBuilderException("who?")),
                        false,
                        "no TLS (--cacert FILE)"),
                arguments(
                        new DisconnectedException(PAGE, Phase.BODY, "GET http://other/ ended", null),
                        true,
                        "GET http://other/ ended"),
                arguments(
                        new HttpTimeoutException(PAGE, Phase.BODY, Duration.ofSeconds(60), "late"),
                        true,
                        "stalled: no byte for 60 s while reading the body"),
                arguments(
                        new HttpTimeoutException(PAGE, Phase.CONNECT, Duration.ofSeconds(5), "late"),
                        true,
                        "not done within 5 s (--timeout)"),
                arguments(new ProtocolException(PAGE, Phase.RESPONSE, "what is that?", null), false, "what is that?"),
                arguments(new BodyException(PAGE, Phase.BODY, "broken", null), false, "broken"),
                arguments(new RedirectException(PAGE, List.of(), "to nowhere"), false, "to nowhere"),
                arguments(
                        new RedirectException(PAGE, List.of(PAGE), "round"),
                        false,
                        "too many redirects: 1 followed (--max-redirects), and http://host/page leads on"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsSaidInWordsWithoutWhatTheUserHasSaid(HttpException failure, boolean retryable, String words) {
        FetchException reason = Reasons.of(failure, OPTIONS);

        assertThat(reason).hasMessage(words);
        assertThat(reason.retryable()).isEqualTo(retryable);
    }

    static Stream<Arguments> fileFailures() {
        return Stream.of(
                arguments(new AccessDeniedException("d"), "cannot write d/f: permission denied"),
                arguments(
                        new FileSystemException("d", null, "File name too long"),
                        "cannot write d/f: File name too long"),
                arguments(new IOException("No space left on device"), "cannot write d/f: No space left on device"),
                arguments(new IOException(), "cannot write d/f: IOException"));
    }

    @ParameterizedTest
    @MethodSource("fileFailures")
    void aFailureToWriteNamesTheFileAndLasts(IOException failure, String words) {
        FetchException reason = Reasons.notWritten(Path.of("d", "f"), failure);

        assertThat(reason).hasMessage(words);
        assertThat(reason.retryable()).isFalse();
    }
}
