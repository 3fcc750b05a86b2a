package dev.weft.http.internal.client;

import dev.weft.http.internal.net.NetLoop;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A connection of the pool. What the pool keeps about it is guarded by the pool's lock. */
final class Connection {
    final Route route;
    final NetLoop home;
    final HttpClientConnection vertx;
    final boolean multiplexed;

    // How long the peer keeps it while nobody uses it, as it says; set by the exchange that heard it, before it gives
    // the connection back.
    volatile long keptByPeerNanos = Long.MAX_VALUE;

    // ---- on the event loop

    // Those that are not over.
    private final Set<Exchange> exchanges = new HashSet<>();
    private boolean closed;

    // ---- guarded by the pool's lock

    // Exchanges under way, and how many there were.
    int streams;
    long uses;
    // When it was last given back.
    long idleSince;
    // How often it was handed on within its host while an earlier waiter of another host had to stand by.
    int passedOver;
    // It takes no further exchange: it is closed, being closed, or its peer said so.
    boolean retired;
    // Its socket is closed.
    boolean gone;

    Connection(Route route, NetLoop home, HttpClientConnection vertx) {
        this.route = route;
        this.home = home;
        this.vertx = vertx;
        this.multiplexed = vertx.protocolVersion() == HttpVersion.HTTP_2;
    }

    /** Tells whether it can take one more exchange; called with the pool's lock. */
    boolean hasRoom() {
        return !retired && (multiplexed ? streams < vertx.maxActiveStreams() : streams == 0);
    }

    /** Notes an exchange; {@code false} if the socket is closed. Called on the event loop. */
    boolean begin(Exchange exchange) {
        return !closed && exchanges.add(exchange);
    }

    /** Forgets an exchange, which is over. Called on the event loop. */
    void end(Exchange exchange) {
        exchanges.remove(exchange);
    }

    /**
     * Hears that the socket is closed. Called on the event loop, once Vert.x has told its streams: those that it has forgotten, since
     * they were only beginning, hear of it by this.
     */
    void closed() {
        closed = true;
        List.copyOf(exchanges).forEach(Exchange::lost);
    }

    /** Closes the socket; the pool hears of it when it is closed. */
    void close() {
        home.run(vertx::close);
    }

    @Override
    public String toString() {
        return "Connection[%s, %d streams]".formatted(route, streams);
    }
}
