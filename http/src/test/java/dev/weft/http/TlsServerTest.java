package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** TLS, its renewal, and HTTP/2 over it. */
class TlsServerTest {
    private final Certificates authority = new Certificates();
    private final Certificates other = new Certificates();
    private final Routes routes = Routes.create()
            .get("/", request -> Response.text(request.version()))
            .post("/", request -> Response.text("" + request.text().length()))
            .get("/stream", request -> Response.stream("text/plain", body -> body.write("x".repeat(1_000_000))));

    private static HttpClient client(Certificates authority) throws Exception {
        return HttpClient.newBuilder().sslContext(authority.context()).build();
    }

    private HttpServer open() throws IOException {
        return HttpServer.builder().host("localhost").tls(tls(authority)).open(routes);
    }

    private static Tls tls(Certificates authority) {
        return authority.localhost().tls().build();
    }

    private static String get(HttpClient client, HttpServer server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(server, path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static URI at(HttpServer server, String path) {
        return server.uri().resolve(path);
    }

    @Test
    void bothVersionsAreSpoken() throws Exception {
        try (var server = open()) {
            assertThat(get(client(authority), server, "/")).isEqualTo("HTTP/2");
            var older = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(authority.context())
                    .build();
            assertThat(get(older, server, "/")).isEqualTo("HTTP/1.1");
        }
    }

    @Test
    void bodiesTravelOverHttp2() throws Exception {
        try (var server = open()) {
            var client = client(authority);
            assertThat(get(client, server, "/stream")).hasSize(1_000_000);

            var request = HttpRequest.newBuilder(at(server, "/"))
                    .POST(BodyPublishers.ofString("y".repeat(500_000)))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("500000");
        }
    }

    @Test
    void aRenewedCertificateIsShownToNewConnectionsAndOldOnesGoOn() throws Exception {
        try (var server = open()) {
            var old = client(authority);
            assertThat(get(old, server, "/")).isEqualTo("HTTP/2");

            server.reload(tls(other));

            assertThat(get(old, server, "/")).isEqualTo("HTTP/2");
            assertThat(get(client(other), server, "/")).isEqualTo("HTTP/2");
            assertThatThrownBy(() -> get(client(authority), server, "/")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aServerWithoutACertificateIsRefused() {
        assertThatThrownBy(() -> HttpServer.builder().tls(Tls.platform()).open(routes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate");
    }
}
