package dev.weft.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;

/** Vert.x, which sends back what comes, in the pieces in which it comes. */
final class VertxStreams implements Served {
    private final Vertx vertx = Vertxes.open();
    private final NetServer server = vertx.createNetServer()
            .connectHandler(socket -> socket.handler(socket::write))
            .listen(0, "127.0.0.1")
            .await();

    @Override
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
