package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ClientAddressesTest {
    private static final RawPeer.Script SERVE = talk -> {
        while (!talk.head().isEmpty()) {
            talk.ok("here");
        }
    };

    private static HttpClient resolving(String... addresses) {
        return HttpClient.builder()
                .resolver(
                        host -> List.of(addresses).stream()
                                .map(ClientAddressesTest::literal)
                                .toList(),
                        Duration.ofSeconds(9))
                .open();
    }

    private static InetAddress literal(String address) {
        return InetAddress.ofLiteral(address);
    }

    @Test
    void anAddressThatRefusesIsPassedOver() {
        try (var peer = RawPeer.open(SERVE);
                var client = resolving("127.0.0.2", "127.0.0.1")) {
            assertThat(client.get("http://two.example:%d/".formatted(peer.port()))
                            .text())
                    .isEqualTo("here");
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        try (var peer = RawPeer.open(SERVE);
                var silent = new ServerSocket(peer.port(), 1, literal("127.0.0.2"));
                var first = new Socket(silent.getInetAddress(), peer.port());
                var second = new Socket(silent.getInetAddress(), peer.port());
                var client = resolving("127.0.0.2", "127.0.0.1")) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            // Were it waited for, this would end by the time-out.
            assertThat(client.get("http://two.example:%d/".formatted(peer.port()))
                            .timeouts(Timeouts.defaults().withConnect(Duration.ofSeconds(20)))
                            .text())
                    .isEqualTo("here");
        }
    }

    @Test
    void aHostIsLookedUpOnceInAWhile() {
        var lookUps = new AtomicInteger();
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                });
                var client = HttpClient.builder()
                        .resolver(
                                host -> {
                                    lookUps.incrementAndGet();
                                    return List.of(literal("127.0.0.1"));
                                },
                                Duration.ofMinutes(1))
                        .open()) {
            for (int i = 0; i < 3; i++) {
                client.get("http://one.example:%d/".formatted(peer.port())).text();
            }
            assertThat(lookUps).hasValue(1);
        }
    }

    @Test
    void aFailedLookUpIsNotKept() {
        var lookUps = new AtomicInteger();
        try (var peer = RawPeer.open(SERVE);
                var client = HttpClient.builder()
                        .resolver(
                                host -> {
                                    if (lookUps.incrementAndGet() == 1) {
                                        throw new UnknownHostException(host);
                                    }
                                    return List.of(literal("127.0.0.1"));
                                },
                                Duration.ofMinutes(1))
                        .open()) {
            var request = client.get("http://one.example:%d/".formatted(peer.port()));
            assertThat(catchThrowable(request::text)).isInstanceOf(ConnectFailedException.class);
            assertThat(request.text()).isEqualTo("here");
        }
    }

    @Test
    void aUnixSocketStandsForEveryHost(@TempDir Path folder) throws Exception {
        var path = folder.resolve("server.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    socket.read(ByteBuffer.allocate(10_000));
                    socket.write(StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nunix"));
                    socket.read(ByteBuffer.allocate(1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var client = HttpClient.builder().unixSocket(path).open()) {
                assertThat(client.get("http://docker/version").text()).isEqualTo("unix");
            }
        }
    }
}
