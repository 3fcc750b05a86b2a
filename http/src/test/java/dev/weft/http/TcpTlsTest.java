package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS on streams over real sockets: from the start, in the middle, and where it does not come about. */
@Timeout(60)
class TcpTlsTest {
    private static final Certificates CA = new Certificates();

    @ParameterizedTest
    @EnumSource
    void tlsFromTheStart(TcpPlace place) {
        try (var server = place.builder().tls(CA.localhost().tls().build()).open(stream -> {
                    var all = stream.input().readAllBytes();
                    stream.write(all);
                });
                var stream = TcpStream.connect(
                        "localhost", server.port(), TcpOptions.defaults().withTls(CA.trusting()))) {
            var many = new byte[500_000];
            Arrays.fill(many, (byte) 9);
            stream.write(many);
            stream.shutdownOutput();

            assertThat(stream.readExactly(many.length)).isEqualTo(many);
            assertThat(stream.read(1)).isEmpty();
            assertThat(Objects.requireNonNull(stream.tlsSession()).getProtocol())
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void whatTlsAgreedOnIsKnownAfterTheClose() {
        TcpStream stream;
        try (var server = TcpServer.builder().tls(CA.localhost().tls().build()).open(TcpPlace::echoLines);
                var open = TcpStream.connect(
                        "localhost", server.port(), TcpOptions.defaults().withTls(CA.trusting()))) {
            stream = open;
        }

        assertThat(Objects.requireNonNull(stream.tlsSession()).getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void aCertificateThatIsNotBelievedIsSaid() {
        try (var server = TcpServer.builder().tls(CA.localhost().tls().build()).open(TcpPlace::echoLines)) {
            var options = TcpOptions.defaults().withTls(Tls.platform());

            assertThatThrownBy(() -> TcpStream.connect("localhost", server.port(), options))
                    .isInstanceOfSatisfying(
                            TcpConnectException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.TLS))
                    .hasMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void anEndWithoutTlssOwnEndIsNoEnd() throws Exception {
        try (var server = TcpServer.builder().tls(CA.localhost().tls().build()).open(stream -> {
                    stream.write("whole\npart");
                    stream.flush();
                    stream.reset();
                });
                var stream = TcpStream.connect(
                        "localhost", server.port(), TcpOptions.defaults().withTls(CA.trusting()))) {
            assertThatThrownBy(() -> {
                        while (stream.readLine() != null) {}
                    })
                    .isInstanceOf(TcpException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tlsCanStartInTheMiddle(TcpPlace place) {
        var secret = CA.localhost().tls().build();
        try (var server = place.open(stream -> {
                    assertThat(stream.readLine()).isEqualTo("STARTTLS");
                    stream.write("OK\n");
                    stream.startTls(secret);
                    TcpPlace.echoLines(stream);
                });
                var stream = TcpStream.connect("localhost", server.port())) {
            stream.write("STARTTLS\n");
            assertThat(stream.readLine()).isEqualTo("OK");
            stream.startTls(CA.trusting());
            stream.write("secret\n");

            assertThat(stream.readLine()).isEqualTo("secret");
            assertThatIllegalStateException().isThrownBy(() -> stream.startTls(CA.trusting()));
        }
    }

    @Test
    void commandsInTheClearAreNotTakenForSecretOnes() throws Exception {
        var secret = CA.localhost().tls().build();
        var failures = new LinkedBlockingQueue<Exception>();
        try (var server = TcpPlace.VIRTUAL_THREADS.open(stream -> {
                    stream.readLine();
                    stream.write("OK\n");
                    try {
                        stream.startTls(secret);
                        stream.readLine();
                    } catch (TcpException e) {
                        failures.add(e);
                    }
                });
                var attacker = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            attacker.getOutputStream().write("STARTTLS\nDELETE EVERYTHING\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(failures.take()).isInstanceOf(TcpConnectException.class);
        }
    }

    @Test
    void aHandshakeThatDoesNotComeEndsWithTheTimeToConnect() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = TcpOptions.defaults().withTls(CA.trusting()).withConnectTimeout(Duration.ofMillis(100));

            assertThatThrownBy(() -> TcpStream.connect("localhost", listening.getLocalPort(), options))
                    .isInstanceOfSatisfying(
                            TcpConnectException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.TLS));
        }
    }

    @Test
    void whatIsCalledInsecureConnectsToAnyHost() {
        var elsewhere = CA.server("elsewhere.test").tls().build();
        try (var server = TcpServer.builder().tls(elsewhere).open(TcpPlace::echoLines)) {
            var strict = TcpOptions.defaults().withTls(CA.trusting());
            assertThatThrownBy(() -> TcpStream.connect("localhost", server.port(), strict))
                    .isInstanceOf(TcpConnectException.class);
            var named = Tls.builder()
                    .trust(CA.authority())
                    .serverName("elsewhere.test")
                    .build();
            var anyone = Tls.builder().insecureTrustAnyone().build();

            for (var tls : List.of(named, anyone)) {
                try (var stream = TcpStream.connect("localhost", server.port(), strict.withTls(tls))) {
                    stream.write("hello\n");
                    assertThat(stream.readLine()).isEqualTo("hello");
                }
            }
        }
    }
}
