package dev.weft.http;

import static dev.weft.http.RawHttp2.CONTINUATION;
import static dev.weft.http.RawHttp2.DATA;
import static dev.weft.http.RawHttp2.END_HEADERS;
import static dev.weft.http.RawHttp2.END_STREAM;
import static dev.weft.http.RawHttp2.ENHANCE_YOUR_CALM;
import static dev.weft.http.RawHttp2.HEADERS;
import static dev.weft.http.RawHttp2.NO_ERROR;
import static dev.weft.http.RawHttp2.PING;
import static dev.weft.http.RawHttp2.REFUSED_STREAM;
import static dev.weft.http.RawHttp2.RST_STREAM;
import static dev.weft.http.RawHttp2.SETTINGS;
import static dev.weft.http.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client of HTTP/2 can send without end costs it its connection, and nobody else anything. */
class Http2FloodTest {
    private static final int MOST_STREAMS = 100;
    private static final int MOST_RESETS = 200;
    private static final int MOST_CONTROL_FRAMES = 10_000;

    private final Certificates authority = new Certificates();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final Routes routes = Routes.create()
            .get("/fast", request -> Response.text("ok"))
            .get("/slow", request -> {
                begun.incrementAndGet();
                release.await();
                return Response.text("ok");
            })
            .post("/body", request -> Response.text("" + request.bytes().length));
    private HttpServer server;
    private int nextStream = 1;

    @BeforeEach
    void open() throws Exception {
        server = open(Limits.standard());
    }

    private HttpServer open(Limits limits) throws IOException {
        return HttpServer.builder()
                .loops(1)
                .limits(limits)
                .shutdownGrace(Duration.ZERO)
                .tls(authority.localhost().tls().build())
                .open(routes);
    }

    @AfterEach
    void othersAreServedAndTheServerEnds() throws Exception {
        try (var other = connect()) {
            other.get(1, "/fast").flush();

            assertThat(other.next(frame -> frame.type() == HEADERS).stream()).isOne();
        } finally {
            server.close();
        }
        Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
        Observed.none("open connections", () -> server.statistics().connections());
    }

    private RawHttp2 connect() throws Exception {
        return new RawHttp2(server.port(), authority);
    }

    // CVE-2023-44487, "rapid reset": https://nvd.nist.gov/vuln/detail/CVE-2023-44487
    @Test
    void whoBeginsAndResetsRequestsWithoutEndIsCutOff() throws Exception {
        try (var client = connect()) {
            for (int i = 0; i <= MOST_RESETS; i++) {
                client.get(2 * i + 1, "/slow").reset(2 * i + 1);
            }

            assertThat(client.flush().untilClosed()).isEqualTo(ENHANCE_YOUR_CALM);
        }
        assertThat(begun.get()).isLessThanOrEqualTo(MOST_RESETS + 1);
    }

    // CVE-2025-8671, "made you reset": https://nvd.nist.gov/vuln/detail/CVE-2025-8671
    @Test
    void whoMakesTheServerResetRequestsWithoutEndIsCutOff() throws Exception {
        try (var client = connect()) {
            for (int i = 0; i <= MOST_RESETS; i++) {
                client.get(2 * i + 1, "/slow").frame(WINDOW_UPDATE, 0, 2 * i + 1, 0, 0, 0, 0);
            }

            assertThat(client.flush().untilClosed()).isEqualTo(ENHANCE_YOUR_CALM);
        }
        assertThat(begun.get()).isLessThanOrEqualTo(MOST_RESETS + 1);
    }

    @Test
    void handlersWhoseRequestsWereResetCountAsRequests() throws Exception {
        server.close();
        server = open(Limits.standard().withRequests(10));
        try (var client = connect()) {
            for (int i = 0; i < 50; i++) {
                client.get(2 * i + 1, "/slow").reset(2 * i + 1);
            }
            client.awaitServer();

            assertThat(begun.get()).isLessThanOrEqualTo(10);
            client.get(101, "/slow").flush();
            assertThat(client.next(frame -> frame.stream() == 101).type())
                    .isEqualTo(HEADERS); // 503: nobody released any
        }
        release.countDown();
        try (var client = connect()) {
            // Each look asks the loop on which the handlers end.
            Observed.until("an answer", () -> isAnswered(client, "/slow"));
        }
    }

    private boolean isAnswered(RawHttp2 client, String path) throws IOException {
        int stream = nextStream;
        nextStream += 2;
        client.get(stream, path).flush();
        var answer = client.next(frame -> frame.stream() == stream && frame.type() == DATA);
        return answer.latin1().equals("ok");
    }

    @Test
    void moreStreamsThanAllowedAreRefused() throws Exception {
        try (var client = connect()) {
            for (int i = 0; i <= MOST_STREAMS; i++) {
                client.get(2 * i + 1, "/slow");
            }
            var refused = client.flush().next(frame -> frame.type() == RST_STREAM);

            assertThat(refused.stream()).isEqualTo(2 * MOST_STREAMS + 1);
            assertThat(refused.code()).isEqualTo(REFUSED_STREAM);
            release.countDown();
            assertThat(client.next(frame -> frame.type() == DATA).flags()).isEqualTo(END_STREAM);
        }
        assertThat(begun.get()).isEqualTo(MOST_STREAMS);
    }

    // CVE-2024-27316: https://nvd.nist.gov/vuln/detail/CVE-2024-27316
    @Test
    void whoContinuesAHeadWithoutEndIsCutOff() throws Exception {
        try (var client = connect()) {
            client.frame(HEADERS, 0, 1, RawHttp2.head("GET", "/fast"));
            for (int i = 0; i < 17; i++) {
                client.frame(CONTINUATION, 0, 1);
            }

            assertThat(client.flush().untilClosed()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void aHeadThatIsTooLongIsAnsweredWith431() throws Exception {
        var head = RawHttp2.head(
                "GET", "/fast", "a", "x".repeat(11_000), "b", "x".repeat(11_000), "c", "x".repeat(11_000));
        try (var client = connect()) {
            client.frame(HEADERS, END_STREAM, 1, Arrays.copyOf(head, 16_000))
                    .frame(CONTINUATION, 0, 1, Arrays.copyOfRange(head, 16_000, 32_000))
                    .frame(CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(head, 32_000, head.length));

            assertThat(client.flush().next(frame -> frame.type() == HEADERS).latin1())
                    .contains("431");
        }
    }

    @Test
    void aHeadOfTooManyLinesIsAnsweredWith431() throws Exception {
        var headers = new String[2 * 129];
        Arrays.fill(headers, "x");
        try (var client = connect()) {
            client.get(1, "/fast", headers).flush();

            assertThat(client.next(frame -> frame.type() == HEADERS).latin1()).contains("431");
        }
    }

    @Test
    void whoWantsAnswersWithoutAskingForAnythingIsCutOff() throws Exception {
        for (int type : new int[] {PING, SETTINGS}) {
            try (var client = connect()) {
                for (int i = 0; i <= MOST_CONTROL_FRAMES; i++) {
                    client.frame(type, 0, 0, new byte[type == PING ? 8 : 0]);
                }

                assertThat(client.flush().untilClosed()).isEqualTo(ENHANCE_YOUR_CALM);
            }
        }
    }

    @Test
    void whoSendsEmptyPiecesOfABodyWithoutEndIsCutOff() throws Exception {
        try (var client = connect()) {
            client.post(1, "/body");
            for (int i = 0; i < 10; i++) {
                client.frame(DATA, 0, 1);
            }

            assertThat(client.flush().untilClosed()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void whoSaysNothingIsCutOff() throws Exception {
        server.close();
        server = open(Limits.standard().withHeadTime(Duration.ofMillis(50)).withIdle(Duration.ofMillis(50)));
        try (var silent = RawHttp2.silent(server.port(), authority);
                var idle = connect()) {
            assertThat(silent.untilClosed()).isNotEqualTo(ENHANCE_YOUR_CALM);
            assertThat(idle.untilClosed()).isEqualTo(NO_ERROR);
        }
        server.close();
        server = open(Limits.standard());
    }

    @Test
    void aClientThatGoesInTheMiddleLeavesNothing() throws Exception {
        try (var client = connect()) {
            for (int i = 0; i < MOST_STREAMS; i++) {
                client.get(2 * i + 1, "/slow");
            }
            client.awaitServer();
        }
        assertThat(begun.get()).isLessThanOrEqualTo(MOST_STREAMS);
    }
}
