package dev.weft.http.internal.ws;

import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.http.Message;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;

/** A server of WebSockets for tests: each is a job of a pool, whose future the test can look at. */
final class SocketServer implements AutoCloseable {
    private final Network network = Network.acquire();
    private final NetLoop home = network.loops().getFirst();
    private final Pool pool = ThreadPool.virtual();
    private final BlockingQueue<Future<?>> jobs = new LinkedBlockingQueue<>();
    private final WebSocketOptions options;
    private final Talk talk;
    private final HttpServer server;

    /** What is done with a socket. */
    interface Talk {
        void with(WebSocket socket) throws Exception;
    }

    SocketServer(WebSocketOptions options, Talk talk) throws FailedChain {
        this.options = options;
        this.talk = talk;
        this.server = home.call(
                "listen",
                () -> network.vertx()
                        .createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1"));
    }

    private void handle(HttpServerRequest request) {
        request.pause();
        var refusal = WebSocketAccept.refusal(request.method().name(), request.headers());
        if (refusal != null) {
            request.response().setStatusCode(refusal.status()).end(refusal.words());
            return;
        }
        WebSocketAccept.accept(request, home, options, "WebSocket of a test").onSuccess(socket -> {
            Callable<Boolean> job = () -> {
                try (socket) {
                    talk.with(socket);
                }
                return true;
            };
            jobs.add(pool.submit(job));
        });
    }

    /** Sends back what comes. */
    static void echo(WebSocket socket) {
        for (var message : socket) {
            switch (message) {
                case Message.Text text -> socket.send(text.text());
                case Message.Binary binary -> socket.send(binary.bytes());
            }
        }
    }

    /** Waits for the next socket's job and returns its future. */
    Future<?> job() throws InterruptedException {
        return Objects.requireNonNull(jobs.take());
    }

    int port() {
        return server.actualPort();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:%d/chat?room=1".formatted(port()));
    }

    Network network() {
        return network;
    }

    @Override
    public void close() throws FailedChain {
        pool.closeNow();
        home.call("close", server::close);
        network.release();
    }
}
