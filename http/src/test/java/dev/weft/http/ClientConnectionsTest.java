package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.ThreadPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ClientConnectionsTest {
    private static final RawPeer.Script SERVE = talk -> {
        while (!talk.head().isEmpty()) {
            talk.ok("connection " + talk.number());
        }
    };

    // The first answer stays without its end until the test says so.
    private static RawPeer.Script servingSlowly(CountDownLatch goOn) {
        return talk -> {
            talk.head();
            talk.write("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nconnection ");
            goOn.await();
            talk.write("1");
            SERVE.play(talk);
        };
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() {
        try (var peer = RawPeer.open(SERVE);
                var client = HttpClient.open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 1");
            }
        }
    }

    @Test
    void closeReturnsOnceTheServerSeesEveryConnectionClosed() throws Exception {
        var ended = new Semaphore(0);
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.ok("x");
                    talk.awaitEnd();
                    ended.release();
                });
                var pool = ThreadPool.virtual()) {
            var client = HttpClient.open();
            var all = new CyclicBarrier(5);
            var jobs = new ArrayList<Future<?>>();
            for (int i = 0; i < 5; i++) {
                jobs.add(pool.submit(() -> {
                    try (var response = client.get(peer.uri("/")).send()) {
                        all.await();
                        return response.text();
                    }
                }));
            }
            jobs.forEach(job -> job.result());

            client.close();

            assertThat(ended.tryAcquire(5, 20, TimeUnit.SECONDS)).isTrue();
            assertThat(client).hasToString("HttpClient[0 connections, 0 waiting]");
        }
    }

    @Test
    void aClosedClientSaysSo() {
        var client = HttpClient.open();
        client.close();
        client.close();

        assertThatThrownBy(() -> client.get("http://127.0.0.1:1/x").text())
                .isInstanceOf(ConnectFailedException.class)
                .hasMessage(
                        "GET http://127.0.0.1:1/x failed while waiting for a connection of the pool: the client is closed;"
                                + " send requests before closing it, or open another");
    }

    @Test
    void closingFailsWhatIsUnderWay() throws Exception {
        var asked = new CountDownLatch(1);
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    asked.countDown();
                    talk.awaitEnd();
                });
                var pool = ThreadPool.virtual()) {
            var client = HttpClient.open();
            var call = pool.submit(() -> client.get(peer.uri("/x")).text());
            asked.await();

            client.close();

            assertThat(call.exception())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessage("GET %s failed while waiting for the response: the client was closed meanwhile;"
                                    .formatted(peer.uri("/x"))
                            + " close it after its requests");
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosesIsReplacedWithoutAWord() {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.ok("connection " + talk.number());
                    talk.head(); // the second request is read, and the connection closed in place of an answer
                });
                var client = HttpClient.open()) {
            assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 1");
            assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 2");
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aKeptConnectionThatTheServerResetsIsReplacedWithoutAWord() {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.ok("connection " + talk.number());
                    talk.head();
                    talk.reset();
                });
                var client = HttpClient.open()) {
            assertThat(client.put(peer.uri("/")).text()).isEqualTo("connection 1");
            assertThat(client.put(peer.uri("/")).text()).isEqualTo("connection 2");
        }
    }

    @Test
    void aPostIsNotSentTwiceWithoutBeingAsked() {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.ok("connection " + talk.number());
                    talk.head();
                });
                var client = HttpClient.open()) {
            client.post(peer.uri("/x")).text();

            assertThatThrownBy(() -> client.post(peer.uri("/x")).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessage(
                            "POST %s failed while waiting for the response: 127.0.0.1:%d closed the connection before it"
                                            .formatted(peer.uri("/x"), peer.port())
                                    + " answered; try again, or see the server's log");
        }
    }

    @Test
    void aNewConnectionThatIsClosedIsAFailureAtOnce() {
        try (var peer = RawPeer.open(talk -> talk.head());
                var client = HttpClient.open()) {
            assertThatThrownBy(() -> client.get(peer.uri("/")).text()).isInstanceOf(DisconnectedException.class);
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void noMoreConnectionsThanTheLimit() throws Exception {
        var seen = new Semaphore(0);
        var go = new Semaphore(0);
        try (var peer = RawPeer.open(talk -> {
                    while (!talk.head().isEmpty()) {
                        seen.release();
                        go.acquire();
                        talk.ok("x");
                    }
                });
                var client = HttpClient.builder().limit(2).open();
                var pool = ThreadPool.virtual()) {
            var jobs = new ArrayList<Future<String>>();
            for (int i = 0; i < 6; i++) {
                jobs.add(pool.submit(() -> client.get(peer.uri("/")).text()));
            }
            seen.acquire(2);

            go.release(6);

            jobs.forEach(job -> assertThat(job.result()).isEqualTo("x"));
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void noMoreConnectionsToAHostThanItsLimit() {
        var goOn = new CountDownLatch(1);
        try (var one = RawPeer.open(servingSlowly(goOn));
                var other = RawPeer.open(SERVE);
                var client = HttpClient.builder().limitPerHost(1).open()) {
            try (var held = client.get(one.uri("/")).send()) {
                var short1 = Timeouts.defaults().withPoolWait(Duration.ofMillis(50));

                assertThat(client.get(other.uri("/")).timeouts(short1).text()).isEqualTo("connection 1");
                assertThatThrownBy(
                                () -> client.get(one.uri("/y")).timeouts(short1).text())
                        .isInstanceOfSatisfying(HttpTimeoutException.class, e -> {
                            assertThat(e.phase()).isEqualTo(Phase.POOL);
                            assertThat(e.limit()).isEqualTo(Duration.ofMillis(50));
                        })
                        .hasMessage(
                                "GET %s timed out after PT0.05S while waiting for a connection of the pool: all connections"
                                                .formatted(one.uri("/y"))
                                        + " that the client may have are in use; close responses, raise limit, or raise Timeouts.poolWait");
                assertThat(held.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void anIdleConnectionMakesRoomForAnotherHost() {
        try (var one = RawPeer.open(SERVE);
                var other = RawPeer.open(SERVE);
                var client = HttpClient.builder().limit(1).open()) {
            for (int i = 1; i <= 3; i++) {
                assertThat(client.get(one.uri("/")).text()).isEqualTo("connection " + i);
                assertThat(client.get(other.uri("/")).text()).isEqualTo("connection " + i);
            }
        }
    }

    @Test
    void whoWaitsIsServedInTurn() throws Exception {
        var first = new CountDownLatch(1);
        var order = new ArrayList<String>();
        try (var peer = RawPeer.open(talk -> {
                    for (var head = talk.head(); !head.isEmpty(); head = talk.head()) {
                        first.await();
                        order.add(head.substring(head.indexOf('/'), head.indexOf(" HTTP")));
                        talk.ok("x");
                    }
                });
                var client = HttpClient.builder().limit(1).open();
                var pool = ThreadPool.virtual()) {
            var jobs = new ArrayList<Future<String>>();
            for (int i = 0; i < 5; i++) {
                var path = "/" + i;
                jobs.add(pool.submit(() -> client.get(peer.uri(path)).text()));
                int waiting = i;
                await(() -> client.toString().equals("HttpClient[1 connections, %d waiting]".formatted(waiting)));
            }

            first.countDown();

            jobs.forEach(job -> job.result());
            assertThat(order).isEqualTo(List.of("/0", "/1", "/2", "/3", "/4"));
        }
    }

    @Test
    void aCancelledCallLeavesItsPlaceInTheQueue() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var peer = RawPeer.open(servingSlowly(goOn));
                var client = HttpClient.builder().limit(1).open();
                var pool = ThreadPool.virtual()) {
            try (var held = client.get(peer.uri("/")).send()) {
                var waiting = pool.submit(() -> client.get(peer.uri("/")).text());
                await(() -> client.toString().endsWith("1 waiting]"));

                waiting.cancel();

                await(() -> client.toString().endsWith("0 waiting]"));
                goOn.countDown();
                assertThat(held.text()).isEqualTo("connection 1");
            }
            assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 1");
        }
    }

    @Test
    void aCancelledCallClosesItsConnectionAndFreesItsPlace() throws Exception {
        var asked = new Semaphore(0);
        var ended = new Semaphore(0);
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    if (talk.number() == 1) {
                        asked.release();
                        talk.awaitEnd();
                        ended.release();
                    } else {
                        talk.ok("connection " + talk.number());
                        talk.awaitEnd();
                    }
                });
                var client = HttpClient.builder().limit(1).open();
                var pool = ThreadPool.virtual()) {
            var waiting = pool.submit(() -> client.get(peer.uri("/")).text());
            asked.acquire();

            waiting.cancel();

            ended.acquire();
            assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 2");
        }
    }

    @Test
    void theSmallRestOfAResponseIsReadAwayAndItsConnectionUsedAgain() {
        try (var peer = RawPeer.open(SERVE);
                var client = HttpClient.builder().limit(1).open()) {
            client.get(peer.uri("/")).send().close();

            assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 1");
        }
    }

    @Test
    void theBigRestOfAResponseCostsItsConnection() {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    if (talk.number() == 1) {
                        talk.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
                        talk.write("x".repeat(1_000_000));
                    } else {
                        talk.ok("connection " + talk.number());
                    }
                    talk.awaitEnd();
                });
                var client = HttpClient.builder().limit(1).open()) {
            client.get(peer.uri("/")).send().close();

            assertThat(client.get(peer.uri("/")).text()).isEqualTo("connection 2");
        }
    }

    @Test
    void aConnectionThatTheServerWillCloseIsNotKept() {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n" + talk.number());
                    talk.awaitEnd();
                });
                var client = HttpClient.open()) {
            assertThat(client.post(peer.uri("/")).text()).isEqualTo("1");
            assertThat(client.post(peer.uri("/")).text()).isEqualTo("2");
        }
    }

    @Test
    void anIdleConnectionIsClosedInTime() throws Exception {
        var ended = new CountDownLatch(1);
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.ok("x");
                    talk.awaitEnd();
                    ended.countDown();
                });
                var client =
                        HttpClient.builder().keepAlive(Duration.ofMillis(100)).open()) {
            client.get(peer.uri("/")).text();

            ended.await();
            await(() -> client.toString().equals("HttpClient[0 connections, 0 waiting]"));
        }
    }

    @Test
    void aBodyEndsWithTheConnectionWhereNothingElseSaysSo() throws IOException {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.write("HTTP/1.0 200 OK\r\n\r\nto the end");
                });
                var client = HttpClient.open();
                var response = client.get(peer.uri("/")).send()) {
            assertThat(response.text()).isEqualTo("to the end");
        }
    }

    /** Waits until something is so that others bring about. */
    static void await(BooleanSupplier fact) {
        while (!fact.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
        }
    }
}
