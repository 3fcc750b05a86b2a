package dev.weft.bench.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x, as its own guide has it: the text and the JSON by the handler of requests itself, the rest by its router; by callbacks on
 * the event loop, or on a virtual thread for each request, which awaits. One loop for each core.
 */
final class VertxServer implements Served {
    private final Vertx vertx;
    private final int upstream;
    private final boolean mayAwait;
    private volatile int port;

    VertxServer(ThreadingModel model, int upstream) {
        this.vertx = Vertxes.open();
        this.upstream = upstream;
        this.mayAwait = model == ThreadingModel.VIRTUAL_THREAD;
        // The first chooses the port that all share.
        vertx.deployVerticle(() -> new Instance(0), new DeploymentOptions().setThreadingModel(model))
                .await();
        for (int i = 1; i < Vertxes.LOOPS; i++) {
            vertx.deployVerticle(() -> new Instance(port), new DeploymentOptions().setThreadingModel(model))
                    .await();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** Serves on one loop. */
    private final class Instance extends VerticleBase {
        private final int wanted;
        private @Nullable HttpClient client;

        Instance(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public Future<HttpServer> start() {
            client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(upstream),
                    new PoolOptions().setHttp1MaxSize(Pages.CROWD));
            var router = router();
            return vertx.createHttpServer()
                    .webSocketHandler(VertxServer::echo)
                    .requestHandler(request -> handle(request, router))
                    .listen(wanted, "127.0.0.1")
                    .onSuccess(server -> port = server.actualPort());
        }

        private void handle(HttpServerRequest request, Router router) {
            switch (request.path()) {
                case Pages.PLAIN ->
                    request.response().putHeader("content-type", "text/plain").end(Pages.GREETING);
                case Pages.JSON ->
                    request.response()
                            .putHeader("content-type", "application/json")
                            .end(new JsonObject().put("message", Pages.GREETING).toBuffer());
                case Pages.WAIT -> waitAndAnswer(request);
                default -> router.handle(request);
            }
        }

        private Router router() {
            var router = Router.router(vertx);
            router.route(Pages.USERS + "/*").handler(routing -> {
                routing.response().putHeader(Pages.HEADER, "bench");
                routing.next();
            });
            router.get(Pages.USERS + "/:id").handler(routing -> {
                long id = Long.parseLong(routing.pathParam("id"));
                routing.response().putHeader("content-type", "text/plain").end("user " + id);
            });
            return router;
        }

        private void waitAndAnswer(HttpServerRequest request) {
            var answer = asked().request(HttpMethod.GET, "/")
                    .compose(question -> question.send())
                    .compose(response -> response.body());
            if (mayAwait) {
                request.response().end(answer.await());
            } else {
                answer.onSuccess(body -> request.response().end(body))
                        .onFailure(_ -> request.response().setStatusCode(502).end());
            }
        }

        private HttpClient asked() {
            return Objects.requireNonNull(client);
        }
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }
}
