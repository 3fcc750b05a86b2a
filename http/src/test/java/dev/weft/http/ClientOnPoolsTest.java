package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CallerPool;
import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.http.internal.net.Network;
import dev.weft.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class ClientOnPoolsTest {
    private final Peer peer = Peer.open();

    ClientOnPoolsTest() {
        peer.on(
                "/",
                exchange -> Peer.answer(exchange, 200, exchange.getRequestURI().toString()));
    }

    @AfterEach
    void close() {
        peer.close();
    }

    static Stream<Arguments> pools() {
        return Stream.of(
                pool("the caller", CallerPool::open),
                pool("threads", () -> ThreadPool.open(4)),
                pool("virtual threads", ThreadPool::virtual),
                pool("a loop", Loop::open));
    }

    private static Arguments pool(String name, Supplier<Pool> opening) {
        return Arguments.argumentSet(name, opening);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void aClientIsUsedOnAnyPool(Supplier<Pool> opening) {
        try (var client = HttpClient.builder().base(peer.uri("/")).limit(5).open();
                var pool = opening.get()) {
            var jobs = new ArrayList<Future<String>>();
            for (int i = 0; i < 20; i++) {
                var path = "/" + i;
                jobs.add(pool.submit(() -> client.get(path).text()));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(jobs.get(i).result()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    void onTheNetworksOwnLoopAllHappensOnItsThread() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var network = Network.acquire();
        try (var client = HttpClient.builder().base(peer.uri("/")).open();
                var open = NetworkLoop.open()) {
            var loop = open.loop();
            var jobs = new ArrayList<Future<String>>();
            for (int i = 0; i < 10; i++) {
                jobs.add(loop.submit(() -> {
                    threads.add(loop.onCarrier(() -> Thread.currentThread().getName()));
                    var home = network.loopOfCaller();
                    threads.add(home.call(
                            "name",
                            () -> io.vertx.core.Future.succeededFuture(
                                    Thread.currentThread().getName())));
                    return client.get("/x").text();
                }));
            }
            jobs.forEach(job -> assertThat(job.result()).isEqualTo("/x"));
        } finally {
            network.release();
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void aNetworkLoopRunsAMain() {
        try (var client = HttpClient.builder().base(peer.uri("/")).open()) {
            assertThat(NetworkLoop.run(() -> {
                        var jobs = List.of("/a", "/b").stream()
                                .map(path -> Loop.current()
                                        .submit(() -> client.get(path).text()))
                                .toList();
                        return jobs.stream().map(Future::result).toList();
                    }))
                    .containsExactly("/a", "/b");
        }
    }
}
