package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonsTest {
    private static final Peer DIRECT = new Peer(URI.create("https://host/"), Optional.empty());

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new UnknownHostException("host"), true, "unknown host: host"),
                arguments(
                        causing(new ConnectException(), new UnresolvedAddressException()), true, "unknown host: host"),
                arguments(new ConnectException("Connection refused"), true, "connection refused by host:443"),
                arguments(
                        new ConnectException("Network is unreachable"),
                        true,
                        "cannot connect to host:443: Network is unreachable"),
                arguments(new NoRouteToHostException("No route"), true, "cannot connect to host:443: No route"),
                arguments(new SocketException("Connection reset"), true, "connection reset before an answer"),
                arguments(new IOException("Broken pipe"), true, "connection reset before an answer"),
                arguments(
                        causing(new SSLHandshakeException("terminated"), new EOFException()),
                        true,
                        "the connection ended before an answer"),
                arguments(
                        new SSLHandshakeException("Received fatal alert: protocol_version"),
                        false,
                        "TLS with host:443 failed: Received fatal alert: protocol_version"),
                arguments(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        false,
                        "no TLS at host:443: is it an http:// address?"),
                arguments(
                        new IOException("Tunnel failed, got: 503"),
                        true,
                        "host:443 opens no tunnel to host:443: Tunnel failed, got: 503"),
                arguments(new ProtocolException("odd"), false, "what host:443 sent is not HTTP: odd"),
                arguments(new StalledException(), true, "stalled: no byte for 60 s, before an answer"),
                arguments(
                        new SocketException("Operation timed out"),
                        true,
                        "the connection failed before an answer: Operation timed out"),
                arguments(
                        new IllegalStateException("odd"),
                        false,
                        "failed before an answer: java.lang.IllegalStateException: odd"));
    }

    private static Throwable causing(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsSaidInWordsHoweverItIsWrapped(Throwable failure, boolean retryable, String words) {
        FetchException reason = Reasons.noAnswer(DIRECT, new ExecutionException(failure), Duration.ofMinutes(1));

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
