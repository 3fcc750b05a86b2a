package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A client that asks and takes no answer costs little, and not for long. */
class DeafClientTest {
    // Far more than the buffers of two sockets hold.
    private static final int LENGTH = 16 * 1024 * 1024;
    // Of HTTP/2, before the client gives more room.
    private static final int FIRST_WINDOW = 65_535;
    private static final String GETS = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5);

    private final CountDownLatch began = new CountDownLatch(1);
    private final Routes whole = Routes.create().get("/", request -> {
        began.countDown();
        return Response.bytes("application/octet-stream", new byte[LENGTH]);
    });
    private final Routes inPieces = Routes.create()
            .get(
                    "/",
                    request -> Response.stream("application/octet-stream", body -> {
                        began.countDown();
                        for (int i = 0; i < 16; i++) {
                            body.write(new byte[LENGTH / 16]);
                        }
                    }));

    @Test
    void aServerThatClosesDoesNotWaitForIt() throws Exception {
        for (var routes : new Routes[] {whole, inPieces}) {
            var server =
                    HttpServer.builder().shutdownGrace(Duration.ofMillis(50)).open(routes);
            try (var deaf = new RawSocket(server.port())) {
                deaf.send(GETS);
                began.await();

                server.close();

                assertThat(deaf.untilClosed()).hasSizeLessThan(5 * LENGTH);
                Observed.none("open connections", () -> server.statistics().connections());
            }
        }
    }

    @Test
    void itIsCutOffWhenItHasTakenNothingForTooLong() throws Exception {
        var limits = Limits.standard().withIdle(Duration.ofMillis(100));
        for (var routes : new Routes[] {whole, inPieces}) {
            try (var server = HttpServer.builder().limits(limits).open(routes);
                    var deaf = new RawSocket(server.port())) {
                deaf.send(GETS);
                began.await();

                Observed.none("open connections", () -> server.statistics().connections());
                assertThat(server.statistics().requestsInProgress()).isZero();
            }
        }
    }

    @Test
    void overHttp2ARequestIsInProgressUntilItsBodyIsTaken() throws Exception {
        var authority = new Certificates();
        for (var routes : new Routes[] {whole, inPieces}) {
            try (var server = HttpServer.builder()
                            .tls(authority.localhost().tls().build())
                            .open(routes);
                    var slow = new RawHttp2(server.port(), authority)) {
                slow.get(1, "/").flush();
                int taken = 0;
                while (taken < FIRST_WINDOW) {
                    taken += slow.next(frame -> frame.type() == RawHttp2.DATA).payload().length;
                }
                slow.awaitServer();
                assertThat(server.statistics().requestsInProgress()).isOne();

                slow.frame(RawHttp2.WINDOW_UPDATE, 0, 0, 1, 0, 0, 0)
                        .frame(RawHttp2.WINDOW_UPDATE, 0, 1, 1, 0, 0, 0)
                        .flush();
                while (taken < LENGTH) {
                    taken += slow.next(frame -> frame.type() == RawHttp2.DATA).payload().length;
                }
                assertThat(taken).isEqualTo(LENGTH);
            }
        }
    }

    @Test
    void overHttp2ItIsCutOffToo() throws Exception {
        var authority = new Certificates();
        var limits = Limits.standard().withIdle(Duration.ofMillis(100));
        for (var routes : new Routes[] {whole, inPieces}) {
            try (var server = HttpServer.builder()
                            .limits(limits)
                            .tls(authority.localhost().tls().build())
                            .open(routes);
                    var deaf = new RawHttp2(server.port(), authority)) {
                deaf.get(1, "/").flush();
                began.await();

                Observed.none("open connections", () -> server.statistics().connections());
                assertThat(server.statistics().requestsInProgress()).isZero();
            }
        }
    }
}
