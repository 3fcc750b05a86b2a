package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.tls.VertxTls;
import dev.weft.testkit.Observed;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of HTTP/2 that does not want the whole request: its answer counts, and only without one its reset. */
@Timeout(120)
final class ClientHttp2AnswerTest {
    private static final long NO_ERROR = 0;
    private static final long REFUSED_STREAM = 7;

    private final Certificates authority = new Certificates();
    private final Network network = Network.acquire();
    private final NetLoop home = network.loops().getFirst();
    private final HttpClient client =
            HttpClient.builder().tls(authority.trusting()).open();
    private HttpServer server;

    @BeforeEach
    void open() throws FailedChain {
        var config = new HttpServerConfig().setVersions(HttpVersion.HTTP_2);
        server = home.call(
                "listen",
                () -> network.vertx()
                        .createHttpServer(
                                config,
                                VertxTls.server(authority.localhost().tls().build()))
                        .requestHandler(ClientHttp2AnswerTest::handle)
                        .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() throws FailedChain {
        client.close();
        home.call("close", server::close);
        network.release();
    }

    private static void handle(HttpServerRequest request) {
        request.exceptionHandler(ignored -> {});
        switch (request.path()) {
            case "/early" -> {
                request.pause();
                request.response()
                        .setStatusCode(413)
                        .end("no!")
                        .onSuccess(ignored -> request.response().reset(NO_ERROR));
            }
            case "/refused" -> request.response().reset(REFUSED_STREAM);
            default -> request.response().end("next");
        }
    }

    private String uri(String path) {
        return "https://localhost:" + server.actualPort() + path;
    }

    private String answerTo(Body body) {
        try (var response = client.post(uri("/early")).body(body).send()) {
            return response.status() + " " + response.text();
        }
    }

    @Test
    void theAnswerToABodyFromAStreamCounts() {
        assertThat(answerTo(Body.stream(new ByteArrayInputStream(new byte[8 << 20]), -1, "x/y")))
                .isEqualTo("413 no!");
        assertThat(answerTo(Body.stream(new ByteArrayInputStream(new byte[8 << 20]), 8 << 20, "x/y")))
                .isEqualTo("413 no!");
    }

    @Test
    void theAnswerToABodyInMemoryCounts() {
        assertThat(answerTo(Body.bytes(new byte[8 << 20]))).isEqualTo("413 no!");
        assertThat(answerTo(Body.bytes(new byte[64 * 1024]))).isEqualTo("413 no!");
    }

    @Test
    void theConnectionServesTheNextRequest() {
        assertThat(answerTo(Body.bytes(new byte[8 << 20]))).isEqualTo("413 no!");

        assertThat(client.get(uri("/next")).text()).isEqualTo("next");
    }

    @Test
    void aResetWithoutAnAnswerIsSaid() {
        assertThatThrownBy(() -> client.get(uri("/refused")).send())
                .isInstanceOf(DisconnectedException.class)
                .hasMessageContaining("reset the request (HTTP/2 error 7); try again");
    }

    @Test
    void aResetInTheMidstOfAnAnswerIsSaid() {
        var certificate = authority.localhost();
        try (var peer = RawPeer.open(talk -> {
            var server = RawHttp2.serving(talk.socket(), certificate);
            int stream = server.next(frame -> frame.type() == RawHttp2.HEADERS).stream();
            server.respond(stream, 200)
                    .frame(RawHttp2.DATA, 0, stream, 'o', 'k')
                    .reset(stream)
                    .flush();
            talk.awaitEnd();
        })) {
            assertThatThrownBy(() -> client.get("https://localhost:%d/".formatted(peer.port()))
                            .bytes())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining(
                            "broke the response off (HTTP/2 error 8) after 2 bytes, before the end; ask again");
        }
    }

    @Test
    void whatIsSaidBeforeTheAnswerIsPassedOver() {
        var certificate = authority.localhost();
        try (var peer = RawPeer.open(talk -> {
            var server = RawHttp2.serving(talk.socket(), certificate);
            int stream = server.next(frame -> frame.type() == RawHttp2.HEADERS).stream();
            for (int status : new int[] {100, 102, 103, 104, 199, 200}) {
                server.respond(stream, status);
            }
            server.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, 'o', 'k').flush();
            talk.awaitEnd();
        })) {
            try (var response =
                    client.get("https://localhost:%d/".formatted(peer.port())).send()) {
                assertThat(response.version()).isEqualTo("HTTP/2");
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.text()).isEqualTo("ok");
            }
        }
    }

    @Test
    void aFarewellBeforeTheAnswerIsSaid() {
        var certificate = authority.localhost();
        try (var peer = RawPeer.open(talk -> {
            var server = RawHttp2.serving(talk.socket(), certificate);
            server.next(frame -> frame.type() == RawHttp2.HEADERS);
            server.frame(RawHttp2.GOAWAY, 0, 0, 0, 0, 0, 1, 0, 0, 0, RawHttp2.ENHANCE_YOUR_CALM)
                    .flush();
        })) {
            assertThatThrownBy(() -> client.get("https://localhost:%d/".formatted(peer.port()))
                            .send())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining("closed the connection before it answered; try again")
                    .hasRootCauseMessage("Stream was closed (GOAWAY error code = 11)");
        }
    }

    @Test
    void aBodyThatHasComeIsReadAfterItsConnectionHasEnded() {
        var certificate = authority.localhost();
        try (var peer = RawPeer.open(talk -> {
            var server = RawHttp2.serving(talk.socket(), certificate);
            int stream = server.next(frame -> frame.type() == RawHttp2.HEADERS).stream();
            server.respond(stream, 200);
            for (int i = 0; i < 64; i++) {
                server.frame(RawHttp2.DATA, i == 63 ? RawHttp2.END_STREAM : 0, stream, new byte[8192]);
            }
            server.flush().awaitServer();
        })) {
            try (var response =
                    client.get("https://localhost:%d/".formatted(peer.port())).send()) {
                Observed.none("open connections", peer::connected);
                assertThat(response.bytes()).hasSize(64 * 8192);
            }
        }
    }
}
