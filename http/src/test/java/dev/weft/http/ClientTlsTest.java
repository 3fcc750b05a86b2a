package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.ThreadPool;
import dev.weft.http.internal.tls.VertxTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerConfig;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ClientTlsTest {
    private static final Certificates CA = new Certificates();
    private static final Certificates.Issued SERVER = CA.localhost();
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();
    private static Vertx vertx;
    private static String uri;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        var ssl = VertxTls.server(SERVER.tls().build()).setUseAlpn(true);
        var server = vertx.createHttpServer(new HttpServerConfig(), ssl)
                .connectionHandler(connection -> CONNECTIONS.incrementAndGet())
                .requestHandler(request -> {
                    if (request.path().equals("/big")) {
                        request.response().end(Buffer.buffer(new byte[5_000_000]));
                    } else {
                        request.body()
                                .onSuccess(body -> request.response()
                                        .end("%s %s %s %d"
                                                .formatted(
                                                        request.version(),
                                                        request.method(),
                                                        request.uri(),
                                                        body.length())));
                    }
                })
                .listen(0, "localhost")
                .await();
        uri = "https://localhost:" + server.actualPort();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    private static HttpClient.Builder trusting() {
        return HttpClient.builder().tls(CA.trusting()).base(uri);
    }

    @Test
    void http2IsSpokenWhereTheServerDoes() {
        try (var client = trusting().open();
                var response =
                        client.post("/x").body(Body.bytes(new byte[200_000])).send()) {
            assertThat(response.version()).isEqualTo("HTTP/2");
            assertThat(response.text()).isEqualTo("HTTP_2 POST /x 200000");
            assertThat(response.headers().names()).noneMatch(name -> name.startsWith(":"));
        }
    }

    @Test
    void http1WhereItIsNotOffered() {
        try (var client = trusting().http2(false).open();
                var response = client.get("/x").send()) {
            assertThat(response.version()).isEqualTo("HTTP/1.1");
            assertThat(response.text()).isEqualTo("HTTP_1_1 GET /x 0");
        }
    }

    @Test
    void manyRequestsShareOneConnectionOfHttp2() throws Exception {
        int before = CONNECTIONS.get();
        var start = new CountDownLatch(1);
        try (var client = trusting().limit(1).open();
                var pool = ThreadPool.virtual()) {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < 50; i++) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return client.get("/x").text();
                }));
            }
            start.countDown();

            answers.forEach(answer -> assertThat(answer.result()).isEqualTo("HTTP_2 GET /x 0"));
            assertThat(CONNECTIONS.get() - before).isEqualTo(1);
        }
    }

    @Test
    void aResponseThatIsNotReadLeavesTheOthersAlone() {
        try (var client = trusting().limit(1).open()) {
            client.get("/x").text();
            try (var unread = client.get("/big").send()) {
                assertThat(client.get("/x").text()).isEqualTo("HTTP_2 GET /x 0");
                assertThat(unread.status()).isEqualTo(200);
            }
            assertThat(client.get("/big").bytes()).hasSize(5_000_000);
        }
    }

    @Test
    void aCertificateOfAStrangerIsNotTrusted() {
        try (var client = HttpClient.open()) {
            assertThatThrownBy(() -> client.get(uri).text())
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.TLS))
                    .hasMessageStartingWith(
                            "GET %s failed while making the TLS handshake: the certificate of %s is not accepted: it was issued by"
                                    .formatted(uri, uri.substring(8)))
                    .hasMessageEndingWith(
                            "which is not trusted here; if you trust it, give its certificate to Tls.trusting");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNotTrusted() {
        try (var client = trusting()
                .tls(Tls.builder()
                        .trust(CA.authorityPem())
                        .serverName("other.example")
                        .build())
                .open()) {
            assertThatThrownBy(() -> client.get("/x").text())
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageStartingWith(
                            "GET %s/x failed while making the TLS handshake: the certificate of %s is not accepted: "
                                    .formatted(uri, uri.substring(8)));
        }
    }

    @Test
    void aServerThatFallsOutOfTlsIsSaidTo() {
        var certificate = CA.localhost();
        try (var peer = RawPeer.open(talk -> {
                    var tls = (SSLSocket)
                            certificate.context().getSocketFactory().createSocket(talk.socket(), null, false);
                    tls.setUseClientMode(false);
                    new RawPeer.Talk(tls, talk.number()).head();
                    talk.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); // in the clear
                    talk.awaitEnd();
                });
                var client = trusting().open()) {
            var asked = "https://localhost:%d/".formatted(peer.port());

            assertThatThrownBy(() -> client.get(asked).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while waiting for the response: localhost:%d broke TLS off: not an SSL/TLS record"
                                    .formatted(asked, peer.port()))
                    .hasMessageEndingWith("; try again");
        }
    }

    // ---- pins

    @Test
    void aPinThatFitsLetsTheServerIn() throws Exception {
        try (var client = pinning(keyPin(SERVER.certificate()))) {
            assertThat(client.get("/x").text()).isEqualTo("HTTP_2 GET /x 0");
        }
    }

    @Test
    void aPinThatDoesNotFitKeepsTheServerOut() throws Exception {
        var other = keyPin(CA.localhost().certificate());
        try (var client = pinning(other)) {
            assertThatThrownBy(() -> client.get("/x").text())
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.TLS))
                    .hasMessageStartingWith(
                            "GET %s/x failed while making the TLS handshake: the certificate of %s is not accepted: no pin fits the certificate of CN=localhost, whose key is %s and"
                                    .formatted(uri, uri.substring(8), keyPin(SERVER.certificate())))
                    .hasMessageEndingWith("; pinned: " + other);
        }
    }

    private static HttpClient pinning(String pin) {
        return trusting()
                .tls(Tls.builder().trust(CA.authority()).pin(pin).build())
                .open();
    }

    private static String keyPin(X509Certificate certificate) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256")
                .digest(certificate.getPublicKey().getEncoded());
        return "sha256/" + Base64.getEncoder().encodeToString(digest);
    }

    // ---- certificates of the client's own

    private static HttpServer wantingCertificates(String... protocols) throws IOException {
        var tls = CA.localhost()
                .tls()
                .trust(CA.authority())
                .clientCertificateRequired()
                .protocols(protocols)
                .build();
        return HttpServer.builder()
                .port(0)
                .tls(tls)
                .open(Routes.create().get("/x", request -> Response.text("come in")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatWantsACertificateTakesTheClients(String protocol) throws IOException {
        var own = CA.client("me").tls().trust(CA.authority()).build();
        try (var server = wantingCertificates(protocol);
                var client = HttpClient.builder().tls(own).open()) {
            assertThat(client.get("https://localhost:%d/x".formatted(server.port()))
                            .text())
                    .isEqualTo("come in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatWantsACertificateAndGetsNoneIsSaidTo(String protocol) throws IOException {
        try (var server = wantingCertificates(protocol);
                var client = HttpClient.builder().tls(CA.trusting()).open()) {
            var asked = "https://localhost:%d/x".formatted(server.port());

            assertThatThrownBy(() -> client.get(asked).text())
                    .hasMessageStartingWith("GET %s failed while making the TLS handshake: localhost:%d "
                            .formatted(asked, server.port()))
                    .hasMessageContaining("client certificate");
        }
    }
}
