package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Events;
import dev.weft.PoolEvent;
import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How a server and its requests begin and end. */
class ServerLifeTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Routes waiting = Routes.create().any("/", request -> {
        began.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return Response.text("done");
    });

    @Test
    void closingWaitsForARequestInProgress() throws Exception {
        var server = HttpServer.builder().open(waiting);
        try (var client = new RawSocket(server.port());
                var idle = new RawSocket(server.port())) {
            client.send(GET);
            began.await();
            var closing = Thread.ofVirtual().start(server::close);
            assertThat(idle.untilClosed()).isEmpty(); // so the first step is over
            assertThatThrownBy(() -> new RawSocket(server.port()).send(GET).until("HTTP"))
                    .isInstanceOf(IOException.class);

            release.countDown();

            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200").endsWith("done");
            closing.join();
            assertThat(server.statistics().requestsInProgress()).isZero();
        }
    }

    @Test
    void aRequestThatIsNotOverWithinTheGraceIsCancelled() throws Exception {
        var server = HttpServer.builder().shutdownGrace(Duration.ofMillis(50)).open(waiting);
        try (var client = new RawSocket(server.port())) {
            client.send(GET);
            began.await();

            server.close();

            assertThat(interrupted.getCount()).isZero();
            assertThat(client.untilClosed()).doesNotContain("200");
        }
    }

    @Test
    void aHandlerIsCancelledWhenItsClientIsGoneIfToldSo() throws Exception {
        try (var server = HttpServer.builder().cancelOnDisconnect(true).open(waiting)) {
            try (var client = new RawSocket(server.port())) {
                client.send(GET);
                began.await();
            }

            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aHandlerThatHoldsItsLoopIsReportedByItsRoute() throws Exception {
        var held = new LinkedBlockingQueue<String>();
        var go = new AtomicBoolean();
        var routes = Routes.create().get("/held/{id:int}", request -> {
            Observed.spinUntil(go::get);
            return Response.empty(204);
        });
        try (var subscription = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.LoopHeld(var _, String job, var _, var _)) {
                        held.add(job);
                        go.set(true);
                    }
                });
                var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            client.send("GET /held/7 HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(held.poll(20, TimeUnit.SECONDS)).startsWith("GET /held/{id:int}");
            client.until("\r\n\r\n");
            assertThat(server.statistics().held().count()).isPositive();
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedAlsoWithinThisJvm() throws Exception {
        try (var first = HttpServer.builder().open(waiting)) {
            int port = first.port();
            assertThatThrownBy(() -> HttpServer.builder().port(port).open(waiting))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
        }
        int port;
        try (var second = HttpServer.builder().open(waiting)) {
            port = second.port();
        }
        try (var third = HttpServer.builder().port(port).open(waiting)) {
            assertThatThrownBy(() -> HttpServer.builder().port(port).open(waiting))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
            assertThat(third.port()).isEqualTo(port);
        }
    }

    @Test
    void anAccessLogHasALineForEachRequest() throws Exception {
        var lines = new StringWriter();
        var routes = Routes.create().get("/a", request -> Response.text("hello"));
        try (var server = HttpServer.builder().accessLog(AccessLog.to(lines)).open(routes);
                var client = new RawSocket(server.port())) {
            client.send("GET /a?b HTTP/1.1\r\nHost: a\r\nUser-Agent: x \"y\"\r\nConnection: close\r\n\r\n")
                    .untilClosed();
        }

        assertThat(lines.toString())
                .matches("127\\.0\\.0\\.1 - - \\[[^]]+] \"GET /a\\?b HTTP/1\\.1\" 200 5 \"-\" \"x \\\\\"y\\\\\"\"\n");
    }

    @Test
    void whoGoesBeforeTheAnswerIsLoggedWith499() throws Exception {
        var lines = new StringWriter();
        try (var server = HttpServer.builder().accessLog(AccessLog.to(lines)).open(waiting)) {
            try (var client = new RawSocket(server.port())) {
                client.send(GET);
                began.await();
            }
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
            release.countDown();
        }

        assertThat(lines.toString()).contains("\"GET / HTTP/1.1\" 499 -");
    }

    @Test
    void tooManyRequestsAreAnsweredWith503() throws Exception {
        try (var server = HttpServer.builder()
                        .loops(1)
                        .limits(Limits.standard().withRequests(1))
                        .open(waiting);
                var first = new RawSocket(server.port());
                var second = new RawSocket(server.port())) {
            first.send(GET);
            began.await();

            assertThat(second.send(GET).until("\r\n\r\n"))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after");
            release.countDown();
            assertThat(first.until("done")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void tooManyConnectionsAreClosed() throws Exception {
        try (var server = HttpServer.builder()
                        .limits(Limits.standard().withConnections(1))
                        .open(Routes.create().get("/", request -> Response.text("done")));
                var first = new RawSocket(server.port())) {
            first.send(GET).until("done");
            try (var second = new RawSocket(server.port())) {
                assertThat(second.untilClosed()).isEmpty();
            }
            assertThat(first.send(GET).until("done")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedAndOneWithARequestNot() throws Exception {
        try (var server = HttpServer.builder()
                        .limits(Limits.standard().withIdle(Duration.ofMillis(80)))
                        .open(waiting);
                var busy = new RawSocket(server.port());
                var idle = new RawSocket(server.port())) {
            busy.send(GET);
            began.await();

            assertThat(idle.untilClosed()).isEmpty();
            release.countDown();
            assertThat(busy.until("done")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aClientThatNeverEndsItsHeadIsCutOff() throws Exception {
        try (var server = HttpServer.builder()
                        .limits(Limits.standard().withHeadTime(Duration.ofMillis(80)))
                        .open(waiting);
                var slow = new RawSocket(server.port())) {
            assertThat(slow.send("GET / HTTP/1.1\r\nHost: ").untilClosed()).isEmpty();
        }
    }

    @Test
    void aClientThatStopsInTheMiddleOfABodyIsToldSo() throws Exception {
        var routes = Routes.create().post("/", request -> Response.text(request.text()));
        try (var server = HttpServer.builder()
                        .limits(Limits.standard().withIdle(Duration.ofMillis(80)))
                        .open(routes);
                var slow = new RawSocket(server.port())) {
            slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");

            assertThat(slow.until("\r\n\r\n")).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aBodyBeyondTheLimitsIsRefused() throws Exception {
        var routes = Routes.create()
                .post("/memory", request -> Response.text(request.text()))
                .post(
                        "/stream",
                        request ->
                                Response.text("" + request.body().transferTo(java.io.OutputStream.nullOutputStream())));
        var limits = Limits.standard().withBodyInMemory(100).withBody(1000);
        try (var server = HttpServer.builder().limits(limits).open(routes)) {
            for (var path : new String[] {"/memory", "/stream"}) {
                try (var client = new RawSocket(server.port())) {
                    client.send("POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n%s"
                            .formatted(path, "x".repeat(2000)));

                    assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 413");
                }
            }
        }
    }

    @Test
    void aClientThatWaitsBeforeItsBodyIsToldToGoOnOrRefused() throws Exception {
        var routes = Routes.create()
                .post("/takes", request -> Response.text(request.text()))
                .post("/refuses", request -> {
                    throw new HttpError(403, "no");
                });
        try (var server = HttpServer.builder().open(routes);
                var welcome = new RawSocket(server.port());
                var refused = new RawSocket(server.port())) {
            var head = " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
            welcome.send("POST /takes" + head);
            assertThat(welcome.until("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            welcome.send("abc");
            assertThat(welcome.until("abc")).startsWith("HTTP/1.1 200 ");

            assertThat(refused.send("POST /refuses" + head).untilClosed())
                    .startsWith("HTTP/1.1 403 ")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void aSmallBodyThatNobodyReadsIsNoRequestOfItsOwn() throws Exception {
        var routes = Routes.create().post("/", request -> Response.text("done"));
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            var request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n";

            client.send(request).until("done");
            client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n     " + request);

            assertThat(client.until("done")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aHandlerThatReadsSlowlyHoldsTheClientUp() throws Exception {
        var routes = Routes.create().post("/", request -> {
            began.countDown();
            release.await();
            return Response.text("" + request.body().transferTo(java.io.OutputStream.nullOutputStream()));
        });
        long length = 64L * 1024 * 1024;
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n".formatted(length));
            var sender = Thread.ofPlatform().start(() -> {
                var piece = new byte[64 * 1024];
                try {
                    for (long sent = 0; sent < length; sent += piece.length) {
                        client.send(piece);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            began.await();
            // The sender ends only when all is in buffers: the kernel's are far smaller than the body.
            assertThat(sender.join(Duration.ofMillis(300))).isFalse();

            release.countDown();

            assertThat(client.until("" + length)).startsWith("HTTP/1.1 200");
            sender.join();
        }
    }

    @Test
    void handlersOnVirtualThreadsAreCancelledToo() throws Exception {
        try (var pool = ThreadPool.virtual()) {
            var server = HttpServer.builder()
                    .handleOn(pool)
                    .shutdownGrace(Duration.ofMillis(50))
                    .open(waiting);
            try (var client = new RawSocket(server.port())) {
                client.send(GET);
                began.await();
                server.close();
                assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void aStreamThatFailsIsCutOffAndNotTakenForWhole() throws Exception {
        var routes = Routes.create()
                .get(
                        "/",
                        request -> Response.stream("text/plain", body -> {
                            body.write("half");
                            body.flush();
                            LockSupport.parkNanos(1);
                            throw new IllegalStateException("on purpose");
                        }));
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            assertThat(client.send(GET).untilClosed()).contains("half").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void eventsAreSentOneByOne() throws Exception {
        var routes = Routes.create()
                .get(
                        "/",
                        request -> Response.events(events -> {
                            events.send("one\ntwo");
                            events.send("tick", "x", "7");
                            events.comment("still here");
                            release.await();
                        }));
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            var text = client.send(GET).until("still here\n\n");

            assertThat(text)
                    .containsIgnoringCase("content-type: text/event-stream")
                    .contains("data: one\ndata: two\n\n", "event: tick\nid: 7\ndata: x\n\n");
            release.countDown();
            client.until("0\r\n\r\n");
        }
    }
}
