package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.Promise;
import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many large bodies over few connections of HTTP/2, which fill them again and again: none is forgotten. */
@Timeout(180)
final class Http2StreamsTest {
    private static final int REQUESTS = 120;
    private static final byte[] LARGE = new byte[1 << 20];
    // Of each kind where kinds are mixed: fewer that are reset than the server has enough of.
    private static final int OF_A_KIND = 40;
    private static final Timeouts PATIENT = Timeouts.none().withTotal(Duration.ofSeconds(30));
    private static final Timeouts IMPATIENT = Timeouts.none().withFirstByte(Duration.ofMillis(50));
    private static final String TYPE = "application/octet-stream";
    // It would say a thousand times that what comes after a reset is dropped.
    private static final Logger NETTYS = Logger.getLogger("io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder");

    // So many that what all are sent unasked is more than a connection's share by default.
    private static final int LATE = 30;

    private final CountDownLatch begun = new CountDownLatch(LATE);
    private final Promise<Boolean> released = Promise.named("the handlers' leave to read");
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
                .get("/never", _ -> {
                    Thread.sleep(Duration.ofDays(1)); // until it is cancelled
                    return Response.empty(204);
                })
                .post("/later", request -> {
                    begun.countDown();
                    released.future().result();
                    return Response.text("" + request.bytes().length);
                })
                .post("/refused", _ -> Response.text("no").withStatus(403))
                .post("/", request -> Response.text("" + request.bytes().length));
        server = HttpServer.builder()
                .host("localhost")
                .tls(authority.localhost().tls().build())
                .cancelOnDisconnect(true)
                .open(routes);
        client = client(1);
    }

    private HttpClient client(int connections) {
        return HttpClient.builder()
                .base(server.uri().toString())
                .tls(authority.trusting())
                .limit(connections)
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

    @Test
    void bodiesThatTheirHandlersDoNotReadHoldUpNoOtherRequest() throws Exception {
        try (var pool = ThreadPool.virtual()) {
            Callable<String> late =
                    () -> client.post("/later").body(Body.bytes(LARGE)).text();
            var waiting =
                    Collections.nCopies(LATE, late).stream().map(pool::submit).toList();
            begun.await();

            try {
                var other = client.post("/").body(Body.bytes(LARGE)).timeouts(PATIENT);
                assertThat(other.text()).isEqualTo("" + LARGE.length);
            } finally {
                released.succeed(true);
            }
            assertThat(waiting).allSatisfy(future -> assertThat(future.result()).isEqualTo("" + LARGE.length));
        }
    }

    @Test
    void responsesThatAreNotReadHoldUpNoOther() throws Exception {
        var unread = new ArrayList<ClientResponse>();
        try {
            for (int i = 0; i < LATE; i++) {
                unread.add(client.get(i % 2 == 0 ? "/whole" : "/stream").send());
            }

            assertThat(client.get("/stream").timeouts(PATIENT).bytes()).hasSize(LARGE.length);

            for (var response : unread) {
                assertThat(response.bytes()).hasSize(LARGE.length);
            }
        } finally {
            unread.forEach(ClientResponse::close);
        }
    }

    private record Use(Callable<Object> exchange, Object outcome) {

        static List<Use> mixed(HttpClient client) {
            var kinds = List.of(
                    new Use(() -> client.get("/stream").bytes().length, LARGE.length),
                    new Use(() -> client.post("/").body(Body.bytes(LARGE)).text(), "" + LARGE.length),
                    new Use(() -> firstByteOf(client.get("/stream")), 0),
                    new Use(() -> statusOf(client.post("/refused").body(Body.bytes(LARGE))), 403),
                    new Use(() -> statusOf(client.get("/never").timeouts(IMPATIENT)), HttpTimeoutException.class));
            var uses = new ArrayList<Use>();
            kinds.forEach(kind -> uses.addAll(Collections.nCopies(OF_A_KIND, kind)));
            Collections.shuffle(uses, new Random(42));
            return uses;
        }

        private static int firstByteOf(ClientRequest request) throws IOException {
            try (var response = request.send()) {
                return response.body().read();
            }
        }

        private static int statusOf(ClientRequest request) {
            try (var response = request.send()) {
                return response.status();
            }
        }
    }

    private static Object outcome(Future<?> future) {
        var failure = future.exception();
        return failure == null ? Objects.requireNonNull(future.result()) : failure.getClass();
    }

    @ParameterizedTest(name = "{0} connections")
    @ValueSource(ints = {1, 5})
    void whateverIsDoneToSomeEachEndsAsItMustAndNothingIsLeft(int connections) {
        try (var few = client(connections);
                var pool = ThreadPool.virtual()) {
            var uses = Use.mixed(few);

            var futures = uses.stream().map(use -> pool.submit(use.exchange())).toList();

            assertThat(futures.stream().map(Http2StreamsTest::outcome))
                    .containsExactlyElementsOf(uses.stream().map(Use::outcome).toList());
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
        }
        Observed.none("open connections", () -> server.statistics().connections());
    }
}
