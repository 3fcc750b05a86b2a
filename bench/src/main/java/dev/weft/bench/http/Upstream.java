package dev.weft.bench.http;

import dev.weft.bench.Fork;

/** The other server that a handler waits for: it answers each request after {@value Pages#UPSTREAM_MILLIS} ms. */
final class Upstream {

    private Upstream() {}

    static Contender contender(Cores cores) {
        return Contender.beside("the server that is waited for", cores, Fork.command(Upstream.class));
    }

    /** Serves on a port that the system chooses. */
    public static void main(String[] args) throws Exception {
        var vertx = Vertxes.open();
        try {
            var server = vertx.createHttpServer()
                    .requestHandler(request -> vertx.setTimer(
                            Pages.UPSTREAM_MILLIS, _ -> request.response().end(Pages.GREETING)))
                    .listen(0, "127.0.0.1")
                    .await();
            Answers.give(_ -> server.actualPort());
        } finally {
            vertx.close().await();
        }
    }
}
