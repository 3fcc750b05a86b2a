package dev.weft.http.internal.client;

import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Network;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What opens Vert.x's connections: it takes the time-out of connecting once for all of them, so there is one for each time-out that
 * is used. They are few in a program; where they are not, the next longer one stands in.
 *
 * <p>Any thread may call any method.
 */
final class Agents implements AutoCloseable {
    private static final int MOST = 16;

    private final Network network;
    private final HttpClientOptions options;
    private final ConcurrentSkipListMap<Integer, HttpClientAgent> agents = new ConcurrentSkipListMap<>();

    Agents(Network network, HttpClientOptions options) {
        this.network = network;
        this.options = options;
    }

    /** Returns one that gives an address up after {@code connectMillis}, or somewhat later. */
    HttpClientAgent of(int connectMillis) {
        var present = agents.get(connectMillis);
        if (present != null) {
            return present;
        }
        if (agents.size() >= MOST) {
            var longer = agents.ceilingEntry(connectMillis);
            return (longer != null ? longer : agents.lastEntry()).getValue();
        }
        return agents.computeIfAbsent(connectMillis, this::build);
    }

    // Under a lock of the map's, perhaps twice for one key: what is not put in has no connection, and is closed with
    // the network.
    private HttpClientAgent build(int connectMillis) {
        return network.vertx()
                .httpClientBuilder()
                .with(new HttpClientOptions(options).setConnectTimeout(connectMillis))
                .build();
    }

    @Override
    public void close() {
        try {
            network.loops().getFirst().call("the client to close", () -> {
                List<Future<Void>> closed =
                        agents.values().stream().map(HttpClientAgent::close).toList();
                return Future.join(closed);
            });
        } catch (FailedChain e) {
            throw new IllegalStateException("the client could not be closed: " + e.getMessage(), e);
        }
    }
}
