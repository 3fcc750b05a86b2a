package dev.weft.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Vert.x at its best: on the system's own way to wait for sockets, with an event loop for each core. */
final class Vertxes {
    static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private Vertxes() {}

    static Vertx open() {
        var vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(LOOPS));
        if (!vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException(
                    "Vert.x runs without epoll, which would favour ours", vertx.unavailableNativeTransportCause());
        }
        return vertx;
    }
}
