package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.Loop;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that the server compresses. */
@Timeout(60)
final class ServerCompressionTest {
    // Compressed so small that it waits for no client.
    private static final byte[] WELL_COMPRESSIBLE = new byte[1 << 20];

    @Test
    void textIsCompressedForWhoTakesIt() throws Exception {
        var routes = Routes.create()
                .get("/", request -> Response.text("x".repeat(10_000)))
                .get("/png", request -> Response.bytes("image/png", new byte[10_000]));
        try (var server = HttpServer.builder().compression(true).open(routes);
                var client = new RawSocket(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
            assertThat(client.until("\r\n\r\n"))
                    .containsIgnoringCase("content-encoding: gzip")
                    .containsIgnoringCase("vary: accept-encoding")
                    .doesNotContain("10000");
            try (var other = new RawSocket(server.port())) {
                other.send("GET /png HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
                assertThat(other.until("\r\n\r\n"))
                        .containsIgnoringCase("content-length: 10000")
                        .doesNotContainIgnoringCase("content-encoding");
            }
        }
    }

    @Test
    void othersRunWhileALongStreamIsCompressed() throws Exception {
        var ranMeanwhile = new AtomicReference<Boolean>();
        var routes = Routes.create()
                .get(
                        "/",
                        request -> Response.stream("text/plain", body -> {
                            var other = Loop.current().submit(() -> true);
                            body.write(WELL_COMPRESSIBLE);
                            ranMeanwhile.set(other.isDone());
                        }));
        try (var server = HttpServer.builder().compression(true).open(routes);
                var client = HttpClient.open()) {
            assertThat(client.get(server.uri().toString()).bytes()).isEqualTo(WELL_COMPRESSIBLE);

            assertThat(ranMeanwhile).hasValue(true);
        }
    }
}
