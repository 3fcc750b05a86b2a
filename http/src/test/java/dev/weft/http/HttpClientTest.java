package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpClientTest {
    private final Peer peer = Peer.open();
    private final HttpClient client = HttpClient.builder().base(peer.uri("/")).open();

    record Point(int x, int y) {}

    @BeforeEach
    void echo() {
        peer.on(
                "/echo",
                exchange -> Peer.answer(
                        exchange,
                        200,
                        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    }

    @AfterEach
    void close() {
        client.close();
        peer.close();
    }

    @Test
    void getBringsTheBodyAsText() {
        assertThat(client.get("/echo").query("a", "b c&d").query("a", "é").text())
                .isEqualTo("GET /echo?a=b%20c%26d&a=%C3%A9 ");
    }

    @Test
    void jsonGoesAndComes() {
        peer.on(
                "/point",
                exchange -> Peer.answer(
                        exchange, 200, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));

        assertThat(client.post("/point").json(new Point(1, 2)).json(Point.class))
                .isEqualTo(new Point(1, 2));
    }

    @Test
    void everyMethodHasItsShortcut() {
        assertThat(client.post("/echo").body(Body.text("x")).text()).isEqualTo("POST /echo x");
        assertThat(client.put("/echo").body(Body.text("x")).text()).isEqualTo("PUT /echo x");
        assertThat(client.patch("/echo").body(Body.text("x")).text()).isEqualTo("PATCH /echo x");
        assertThat(client.delete("/echo").text()).isEqualTo("DELETE /echo ");
        assertThat(client.options("/echo").text()).isEqualTo("OPTIONS /echo ");
        assertThat(client.head("/echo").text()).isEmpty();
        assertThat(client.request("PURGE", "/echo").text()).isEqualTo("PURGE /echo ");
    }

    @Test
    void aFormIsEncodedAsABrowserDoes() {
        assertThat(client.post("/echo").form(Map.of("a b", "c&d")).text()).isEqualTo("POST /echo a+b=c%26d");
    }

    @Test
    void aStreamOfUnknownLengthGoesInChunks() {
        peer.on(
                "/length",
                exchange -> Peer.answer(
                        exchange,
                        200,
                        exchange.getRequestHeaders().getFirst("Transfer-Encoding")
                                + exchange.getRequestHeaders().getFirst("Content-Length")
                                + exchange.getRequestBody().readAllBytes().length));
        var bytes = new byte[300_000];

        assertThat(client.post("/length")
                        .body(Body.stream(new ByteArrayInputStream(bytes), -1, "x/y"))
                        .text())
                .isEqualTo("chunkednull300000");
        assertThat(client.post("/length")
                        .body(Body.stream(new ByteArrayInputStream(bytes), bytes.length, "x/y"))
                        .text())
                .isEqualTo("null300000300000");
    }

    @Test
    void theBodyOfASuccessIsDemanded() {
        assertThatThrownBy(() -> client.get("/nothing").text())
                .isInstanceOf(StatusException.class)
                .hasMessage(
                        "GET " + peer.uri("/nothing")
                                + " was answered with status 404: '<h1>404 Not Found</h1>No context found for request'; send() takes any status");
    }

    @Test
    void anyStatusIsAResponseOfSend() {
        try (var response = client.get("/nothing").send()) {
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.text()).contains("No context");
        }
    }
}
