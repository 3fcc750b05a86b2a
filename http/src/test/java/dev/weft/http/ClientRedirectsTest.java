package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ClientRedirectsTest {
    private final Peer peer = Peer.open();
    private final Peer other = Peer.open();
    private final HttpClient client = HttpClient.builder()
            .base(peer.uri("/"))
            .headers(Headers.of("Authorization", "Bearer of-the-client"))
            .open();

    @BeforeEach
    void routes() {
        for (var each : new Peer[] {peer, other}) {
            each.on(
                    "/show",
                    exchange -> Peer.answer(
                            exchange,
                            200,
                            "%s %s auth=%s cookie=%s type=%s body=%s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            exchange.getRequestHeaders().getFirst("Authorization"),
                                            exchange.getRequestHeaders().getFirst("Cookie"),
                                            exchange.getRequestHeaders().getFirst("Content-Type"),
                                            new String(
                                                    exchange.getRequestBody().readAllBytes(),
                                                    StandardCharsets.UTF_8))));
        }
        peer.on("/go/", exchange -> {
            var parts = exchange.getRequestURI().getPath().split("/", 4);
            exchange.getResponseHeaders().set("Location", parts[3].replace("OTHER", other.uri("")));
            Peer.answer(exchange, Integer.parseInt(parts[2]), "gone");
        });
        peer.on("/circle", exchange -> {
            exchange.getResponseHeaders().set("Location", "/circle");
            Peer.answer(exchange, 302, "");
        });
    }

    @AfterEach
    void close() {
        client.close();
        peer.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({
        "301, GET, GET, ", "302, GET, GET, ", "303, GET, GET, ", "307, GET, GET, ", "308, GET, GET, ",
        "301, POST, GET, ", "302, POST, GET, ", "303, POST, GET, ", "307, POST, POST, x", "308, POST, POST, x",
        "301, PUT, PUT, x", "303, PUT, GET, ", "307, DELETE, DELETE, "
    })
    void methodAndBodyGoOnAsTheStatusSays(int status, String method, String then, String body) {
        var request = client.request(method, "/go/%d//show".formatted(status));

        var shown = (method.startsWith("P") ? request.body(Body.text("x")) : request).text();

        assertThat(shown).startsWith(then + " /show ").endsWith("body=" + (body == null ? "" : body));
    }

    @Test
    void whatLedThereIsKnown() {
        try (var response = client.get("/go/302//go/307//show").send()) {
            assertThat(response.uri()).hasToString(peer.uri("/show"));
            assertThat(response.history())
                    .extracting(ClientResponse.Hop::status)
                    .containsExactly(302, 307);
            assertThat(response.history())
                    .extracting(hop -> hop.uri().toString())
                    .containsExactly(peer.uri("/go/302//go/307//show"), peer.uri("/go/307//show"));
        }
    }

    @Test
    void credentialsStayWithTheirOrigin() {
        var request = client.get("/go/302//show").header("Cookie", "a=b");
        assertThat(request.text()).contains("auth=Bearer of-the-client cookie=a=b");

        assertThat(client.get("/go/302/OTHER/show").header("Cookie", "a=b").text())
                .contains("auth=null cookie=null");
        assertThat(client.post("/go/307/OTHER/show")
                        .basicAuth("u", "p")
                        .body(Body.text("x"))
                        .text())
                .contains("auth=null cookie=null type=text/plain; charset=utf-8 body=x");
    }

    @Test
    void aCircleEnds() {
        assertThatThrownBy(() -> client.get("/circle").text())
                .isInstanceOfSatisfying(
                        RedirectException.class, e -> assertThat(e.trail()).hasSize(10))
                .hasMessage(
                        "GET %s was redirected, after 10 redirects already, to '/circle'; is it a circle? Else raise redirects"
                                .formatted(peer.uri("/circle")));
    }

    @Test
    void noRedirectIsFollowedWhereNoneIsAllowed() {
        try (var response = client.get("/circle").redirects(0).send()) {
            assertThat(response.status()).isEqualTo(302);
        }
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThatThrownBy(() -> client.get("/go/302/file:///etc/passwd").text())
                .isInstanceOf(RedirectException.class)
                .hasMessage("GET %s was redirected, to 'file:///etc/passwd', which is not http or https"
                        .formatted(peer.uri("/go/302/file:///etc/passwd")));
    }

    @Test
    void aStreamCannotGoOn() {
        assertThatThrownBy(() -> client.post("/go/307//show")
                        .body(Body.stream(new ByteArrayInputStream(new byte[3]), -1, "x/y"))
                        .text())
                .isInstanceOf(RedirectException.class)
                .hasMessage(
                        "POST %s was redirected, by 307, which wants its body again at '%s', but a stream can be sent once; send bytes or a file"
                                .formatted(peer.uri("/go/307//show"), peer.uri("/show")));
    }
}
