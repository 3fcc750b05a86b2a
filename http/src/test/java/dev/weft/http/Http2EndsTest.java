package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection of HTTP/2 that ends while much is in progress on it: all of that ends, on both sides. */
@Timeout(120)
final class Http2EndsTest {
    private static final List<String> PATHS = List.of("/never", "/endless", "/whole", "/upload", "/refused");
    private static final int OF_A_KIND = 15;
    private static final int STREAMS = PATHS.size() * OF_A_KIND;
    private static final byte[] LARGE = new byte[1 << 20];

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final Certificates authority = new Certificates();
    private HttpServer server;

    Http2EndsTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        var routes = Routes.create()
                .use(this::counted)
                .post("/never", _ -> {
                    Thread.sleep(Duration.ofDays(1)); // until it is cancelled
                    return Response.empty(204);
                })
                .post("/endless", _ -> Response.stream("application/octet-stream", this::writeForEver))
                .post("/whole", _ -> Response.bytes("application/octet-stream", LARGE))
                .post("/upload", request -> Response.text("" + request.bytes().length))
                .post("/refused", _ -> Response.text("no").withStatus(403));
        server = HttpServer.builder()
                .host("localhost")
                .tls(authority.localhost().tls().build())
                .cancelOnDisconnect(true)
                .shutdownGrace(Duration.ZERO)
                .open(routes);
    }

    private Response counted(Request request, Handler next) throws Exception {
        running.incrementAndGet();
        begun.incrementAndGet();
        try {
            return next.handle(request);
        } finally {
            running.decrementAndGet();
        }
    }

    private void writeForEver(BodyWriter body) throws IOException {
        running.incrementAndGet();
        try {
            while (true) {
                body.write(LARGE);
            }
        } finally {
            running.decrementAndGet();
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    enum Farewell {
        /** As a program that ends. */
        SOCKET {
            @Override
            void say(RawHttp2 client) throws IOException {
                client.close();
            }
        },
        /** As a program that is killed, with bytes that it has not read. */
        RESET {
            @Override
            void say(RawHttp2 client) throws IOException {
                client.abort();
            }
        },
        /** As a browser. */
        GOAWAY {
            @Override
            void say(RawHttp2 client) throws IOException {
                client.frame(RawHttp2.GOAWAY, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).flush();
                client.close();
            }
        };

        abstract void say(RawHttp2 client) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void whenTheClientGoesAllItsHandlersEnd(Farewell farewell) throws Exception {
        for (int turn = 1; turn <= 5; turn++) {
            var client = new RawHttp2(server.port(), authority);
            for (int i = 0; i < STREAMS; i++) {
                int stream = 2 * i + 1;
                client.post(stream, PATHS.get(i % PATHS.size())).frame(RawHttp2.DATA, 0, stream, new byte[500]);
            }
            client.flush();
            int all = turn * STREAMS;
            Observed.until("handlers that have begun", () -> begun.get() == all);

            farewell.say(client);

            Observed.none("handlers that run", running::get);
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
            Observed.none("open connections", () -> server.statistics().connections());
        }
    }

    @Test
    void whenTheServerClosesAllRequestsEnd() throws Exception {
        try (var client = HttpClient.builder()
                        .base(server.uri().toString())
                        .tls(authority.trusting())
                        .limit(1)
                        .timeouts(Timeouts.none())
                        .open();
                var pool = ThreadPool.virtual()) {
            var uses = new ArrayList<Callable<Object>>();
            for (int i = 0; i < STREAMS; i++) {
                var path = PATHS.get(i % PATHS.size());
                uses.add(() -> client.post(path).body(Body.bytes(LARGE)).bytes().length);
            }
            var futures = uses.stream().map(pool::submit).toList();
            Observed.until("handlers that have begun", () -> begun.get() > STREAMS / 2);

            server.close();

            for (var future : futures) {
                assertThat(future.exception())
                        .satisfiesAnyOf(
                                failure -> assertThat(failure).isNull(),
                                failure -> assertThat(failure)
                                        .isInstanceOfAny(
                                                DisconnectedException.class,
                                                StatusException.class,
                                                ConnectFailedException.class));
            }
            assertThat(running).hasValue(0);
        }
    }
}
