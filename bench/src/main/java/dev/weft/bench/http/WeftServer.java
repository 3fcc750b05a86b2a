package dev.weft.bench.http;

import dev.weft.Pool;
import dev.weft.http.HttpClient;
import dev.weft.http.HttpServer;
import dev.weft.http.Message;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import dev.weft.http.WebSocket;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ours, as its guide has it: a coroutine for each request, on the event loop that its socket lives on; or a job of a pool. */
final class WeftServer implements Served {
    private final @Nullable Pool pool;
    // Keeps connections as long as Vert.x does: else each turn would begin with opening them all.
    private final HttpClient client = HttpClient.builder()
            .limit(Pages.CROWD)
            .keepAlive(Duration.ofMinutes(1))
            .open();
    private final HttpServer server;

    /** Opens it; {@code pool}, which it closes, handles requests, or its own loops where it is {@code null}. */
    WeftServer(@Nullable Pool pool, int upstream) throws IOException {
        this.pool = pool;
        var builder = HttpServer.builder();
        if (pool != null) {
            builder.handleOn(pool);
        }
        server = builder.open(routes("http://127.0.0.1:%d/".formatted(upstream)));
    }

    private Routes routes(String upstream) {
        var users = Routes.create()
                .use((request, next) -> next.handle(request).withHeader(Pages.HEADER, "bench"))
                .get("/{id:long}", request -> Response.text("user " + request.pathLong("id")));
        return Routes.create()
                .get(Pages.PLAIN, _ -> Response.text(Pages.GREETING))
                .get(Pages.JSON, _ -> Response.json(new Pages.Greeting(Pages.GREETING)))
                .get(Pages.WAIT, _ -> Response.text(client.get(upstream).text()))
                .get(Pages.WEB_SOCKET, _ -> Response.webSocket(WeftServer::echo))
                .mount(Pages.USERS, users);
    }

    private static void echo(WebSocket socket) {
        for (var message : socket) {
            if (message instanceof Message.Text(String text)) {
                socket.send(text);
            }
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        client.close();
        if (pool != null) {
            pool.close();
        }
    }
}
