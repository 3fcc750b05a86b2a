package dev.weft.bench.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.stream.Stream;

/** Vert.x's client, whose answers ask for the next, on an event loop. */
final class VertxCaller implements HttpCaller {
    private final Vertx vertx = Vertxes.open();
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(IN_FLIGHT));

    @Override
    public void call(URI uri, Calls calls) {
        var chains = Stream.generate(() -> start(uri, calls)).limit(IN_FLIGHT).toList();
        Future.all(chains).await();
    }

    private Future<Void> start(URI uri, Calls calls) {
        var ended = Promise.<Void>promise();
        vertx.runOnContext(_ -> next(
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(uri.getHost())
                        .setPort(uri.getPort())
                        .setURI(uri.getPath()),
                calls,
                ended));
        return ended.future();
    }

    private void next(RequestOptions options, Calls calls, Promise<Void> ended) {
        client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> wantsMore(response.statusCode(), body, calls)))
                .onFailure(ended::fail)
                .onSuccess(more -> {
                    if (more) {
                        next(options, calls, ended);
                    } else {
                        ended.complete();
                    }
                });
    }

    private static boolean wantsMore(int status, Buffer body, Calls calls) {
        return calls.answered(status, body.length());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
