package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClientRetriesTest {
    private static final Retries QUICK = Retries.of(2).withPauses(Duration.ofMillis(1), Duration.ofMillis(10));

    private final Peer peer = Peer.open();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client =
            HttpClient.builder().base(peer.uri("/")).retries(QUICK).open();

    private void failing(int times, int status, String retryAfter) {
        peer.on("/", exchange -> {
            if (asked.incrementAndGet() <= times) {
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                Peer.answer(exchange, status, "later");
            } else {
                Peer.answer(exchange, 200, "now");
            }
        });
    }

    @AfterEach
    void close() {
        client.close();
        peer.close();
    }

    @Test
    void aStatusThatMayPassIsTriedAgain() {
        failing(2, 503, "");

        assertThat(client.get("/").text()).isEqualTo("now");
        assertThat(asked).hasValue(3);
    }

    @Test
    void notForEver() {
        failing(5, 503, "");

        assertThatThrownBy(() -> client.get("/").text()).isInstanceOf(StatusException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aPostIsNot() {
        failing(5, 503, "");

        assertThatThrownBy(() -> client.post("/").text()).isInstanceOf(StatusException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aPostIsWhereThatIsSaidToBeSafe() {
        failing(2, 429, "0");

        assertThat(client.post("/")
                        .body(Body.text("x"))
                        .retries(QUICK.forAnyMethod())
                        .text())
                .isEqualTo("now");
    }

    @Test
    void aServerThatWantsALongPauseIsNotWaitedFor() {
        failing(1, 503, "3600");

        assertThatThrownBy(() -> client.get("/").text()).isInstanceOf(StatusException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aServerThatIsNotThereYetIsTriedAgainWithAnyMethod() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var tries = new AtomicInteger();
        try (var looking = HttpClient.builder()
                .retries(QUICK)
                .resolver(
                        host -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IOException("not yet");
                            }
                            return java.util.List.of(InetAddress.getLoopbackAddress());
                        },
                        Duration.ofSeconds(1))
                .open()) {
            assertThatThrownBy(() -> looking.post("http://later.example:%d/".formatted(port))
                            .text())
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("refused");
            assertThat(tries).hasValue(3);
        }
    }

    @Test
    void everyAttemptPassesThroughTheMiddleware() {
        failing(2, 502, "");
        var seen = new AtomicInteger();
        try (var watched = HttpClient.builder()
                .base(peer.uri("/"))
                .retries(QUICK)
                .use((request, next) -> {
                    seen.incrementAndGet();
                    return next.send(request.header("X-Try", "" + seen));
                })
                .open()) {
            assertThat(watched.get("/").text()).isEqualTo("now");
            assertThat(seen).hasValue(3);
        }
    }

    @Test
    void aMiddlewareMayAskAgain() {
        peer.on("/", exchange -> {
            var token = exchange.getRequestHeaders().getFirst("Authorization");
            Peer.answer(exchange, "Bearer new".equals(token) ? 200 : 401, "" + token);
        });
        try (var refreshing = HttpClient.builder()
                .base(peer.uri("/"))
                .use((request, next) -> {
                    var response = next.send(request.bearer("old"));
                    if (response.status() != 401) {
                        return response;
                    }
                    response.close();
                    return next.send(request.bearer("new"));
                })
                .open()) {
            assertThat(refreshing.get("/").text()).isEqualTo("Bearer new");
        }
    }
}
