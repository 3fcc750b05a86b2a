package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.ThreadPool;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The least that a server does, asked by the JDK's client. */
class HelloServerTest {
    private final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
    private final Routes routes = Routes.create()
            .get("/hello/{name}", request -> Response.text("Hello " + request.path("name")))
            .post("/echo", request -> Response.text(request.text()))
            .get(
                    "/stream",
                    request -> Response.stream("text/plain", body -> {
                        for (int i = 0; i < 1000; i++) {
                            body.write("line " + i + "\n");
                        }
                    }))
            .get("/broken", request -> {
                throw new IllegalStateException("secret");
            });

    @Test
    void aRouteWithAParameterAnswers() throws Exception {
        try (var server = HttpServer.builder().open(routes)) {
            assertThat(get(server, "/hello/you").body()).isEqualTo("Hello you");
        }
    }

    @Test
    void aBodyIsRead() throws Exception {
        try (var server = HttpServer.builder().open(routes)) {
            var text = "much ".repeat(100_000);

            var response = client.send(
                    HttpRequest.newBuilder(at(server, "/echo"))
                            .POST(BodyPublishers.ofString(text))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.body()).isEqualTo(text);
        }
    }

    @Test
    void aBodyIsStreamed() throws Exception {
        try (var server = HttpServer.builder().open(routes)) {
            assertThat(get(server, "/stream").body()).startsWith("line 0\n").endsWith("line 999\n");
        }
    }

    @Test
    void handlersRunOnAnotherPool() throws Exception {
        try (var pool = ThreadPool.virtual();
                var server = HttpServer.builder().handleOn(pool).open(routes)) {
            assertThat(get(server, "/hello/you").body()).isEqualTo("Hello you");
        }
    }

    @Test
    void aFailedHandlerTellsNothing() throws Exception {
        try (var server = HttpServer.builder().open(routes)) {
            var response = get(server, "/broken");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("secret");
        }
    }

    @Test
    void whatHasNoRouteIsNotFoundAndAnotherMethodNotAllowed() throws Exception {
        try (var server = HttpServer.builder().open(routes)) {
            assertThat(get(server, "/nothing").statusCode()).isEqualTo(404);
            var refused = get(server, "/echo");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
        }
    }

    private HttpResponse<String> get(HttpServer server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(server, path)).build(), BodyHandlers.ofString());
    }

    private static URI at(HttpServer server, String path) {
        return server.uri().resolve(path);
    }
}
