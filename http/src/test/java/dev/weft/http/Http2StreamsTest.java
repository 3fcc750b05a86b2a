package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.ThreadPool;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many large bodies over one connection of HTTP/2, which fill it again and again: none is forgotten. */
@Timeout(120)
final class Http2StreamsTest {
    private static final int REQUESTS = 120;
    private static final byte[] LARGE = new byte[1 << 20];
    private static final String TYPE = "application/octet-stream";
    // It would say a thousand times that what comes after a reset is dropped.
    private static final Logger NETTYS = Logger.getLogger("io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder");

    private final Certificates authority = new Certificates();
    private HttpServer server;
    private HttpClient client;

    @BeforeAll
    static void quiet() {
        NETTYS.setLevel(Level.WARNING);
    }

    @AfterAll
    static void loud() {
        NETTYS.setLevel(null);
    }

    @BeforeEach
    void open() throws IOException {
        var routes = Routes.create()
                .get("/whole", _ -> Response.bytes(TYPE, LARGE))
                .get(
                        "/stream",
                        _ -> Response.stream(TYPE, body -> {
                            for (int i = 0; i < 64; i++) {
                                body.write(LARGE, 0, LARGE.length / 64);
                            }
                        }))
                .post("/", request -> Response.text("" + request.bytes().length));
        server = HttpServer.builder()
                .host("localhost")
                .tls(authority.localhost().tls().build())
                .open(routes);
        client = HttpClient.builder()
                .base(server.uri().toString())
                .tls(authority.trusting())
                .limit(1)
                .timeouts(Timeouts.none())
                .open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    /** Asserts that many jobs at the same time each come to the length of the large body. */
    private static void assertThatAllArrive(Callable<Integer> exchange) {
        try (var pool = ThreadPool.virtual()) {
            var exchanges = IntStream.range(0, REQUESTS)
                    .mapToObj(_ -> pool.submit(exchange))
                    .toList();

            assertThat(exchanges.stream().map(Future::result)).hasSize(REQUESTS).containsOnly(LARGE.length);
        }
    }

    @Test
    void wholeAnswersArrive() {
        assertThatAllArrive(() -> client.get("/whole").bytes().length);
    }

    @Test
    void answersInPiecesArrive() {
        assertThatAllArrive(() -> client.get("/stream").bytes().length);
    }

    @Test
    void bodiesOfRequestsArrive() {
        assertThatAllArrive(
                () -> Integer.parseInt(client.post("/").body(Body.bytes(LARGE)).text()));
    }

    @Test
    void whereTheServerHasHadEnoughOfResetsWhateverJustBeginsFailsAtOnce() {
        Callable<Integer> reset = () -> {
            try (var answer = client.get("/stream").send()) {
                return answer.body().read();
            }
        };
        Callable<Integer> post =
                () -> client.post("/").body(Body.bytes(LARGE)).send().status();
        try (var pool = ThreadPool.virtual()) {
            var exchanges = IntStream.range(0, 4 * REQUESTS)
                    .mapToObj(i -> pool.submit(i % 2 == 0 ? reset : post))
                    .toList();

            assertThat(exchanges.stream().map(Future::exception).filter(Objects::nonNull))
                    .isNotEmpty()
                    .hasOnlyElementsOfType(DisconnectedException.class);
        }
    }
}
