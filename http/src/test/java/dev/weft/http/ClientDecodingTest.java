package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClientDecodingTest {
    private static final byte[] TEXT = "hello hello hello".getBytes(StandardCharsets.US_ASCII);

    private final Peer peer = Peer.open();
    private final HttpClient client = HttpClient.builder().base(peer.uri("/")).open();

    interface Coder {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] coded(Coder coder, byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = coder.over(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private void serve(String coding, byte[] coded) {
        peer.on("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
            exchange.getResponseHeaders()
                    .set("Seen", exchange.getRequestHeaders().getFirst("Accept-Encoding") + "");
            Peer.answer(exchange, 200, coded);
        });
    }

    @AfterEach
    void close() {
        client.close();
        peer.close();
    }

    @Test
    void gzip() throws IOException {
        serve("gzip", coded(GZIPOutputStream::new, TEXT));

        assertThat(client.get("/").bytes()).isEqualTo(TEXT);
    }

    @Test
    void deflateWithItsHeaderAndWithout() throws IOException {
        serve("deflate", coded(DeflaterOutputStream::new, TEXT));
        assertThat(client.get("/").bytes()).isEqualTo(TEXT);

        try (var raw = Peer.open()) {
            var coded = coded(out -> new DeflaterOutputStream(out, new Deflater(9, true)), TEXT);
            raw.on("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Encoding", "deflate");
                Peer.answer(exchange, 200, coded);
            });
            assertThat(client.get(raw.uri("/")).bytes()).isEqualTo(TEXT);
        }
    }

    @Test
    void zstd() {
        serve("zstd", Zstd.compress(TEXT));

        assertThat(client.get("/").bytes()).isEqualTo(TEXT);
    }

    @Test
    void brotli() {
        // A window of 64 KiB, one block that is stored as it is, and an empty last one (RFC 7932, sections 9.1 and
        // 9.2).
        int head = (TEXT.length - 1) << 4 | 1 << 20;
        var coded = new ByteArrayOutputStream();
        coded.writeBytes(new byte[] {(byte) head, (byte) (head >> 8), (byte) (head >> 16)});
        coded.writeBytes(TEXT);
        coded.write(3);
        serve("br", coded.toByteArray());

        assertThat(client.get("/").bytes()).isEqualTo(TEXT);
    }

    @Test
    void oneCodingOverAnother() throws IOException {
        serve("gzip, zstd", Zstd.compress(coded(GZIPOutputStream::new, TEXT)));

        assertThat(client.get("/").bytes()).isEqualTo(TEXT);
    }

    @Test
    void whatIsUnderstoodIsAskedFor() {
        serve("identity", TEXT);

        try (var response = client.get("/").send()) {
            assertThat(response.header("Seen")).isEqualTo("gzip, deflate, br, zstd");
        }
        try (var response = client.get("/").decoded(false).send()) {
            assertThat(response.header("Seen")).isEqualTo("null");
        }
    }

    @Test
    void asItCame() throws IOException {
        var coded = coded(GZIPOutputStream::new, TEXT);
        serve("gzip", coded);

        assertThat(client.get("/").decoded(false).bytes()).isEqualTo(coded);
    }

    @Test
    void nothingIsNothingInAnyCoding() {
        serve("gzip", new byte[0]);

        assertThat(client.get("/").text()).isEmpty();
        assertThat(client.head("/").text()).isEmpty();
    }

    @Test
    void whatIsNotSoCoded() {
        serve("gzip", TEXT);

        assertThatThrownBy(() -> client.get("/").text())
                .isInstanceOf(BodyException.class)
                .hasMessage(
                        "GET %s failed while reading the body: the body is not the gzip that it is said to be: Not in GZIP format; ask with decoded(false) to have it as it is"
                                .formatted(peer.uri("/")));
    }

    @Test
    void theLimitInMemoryCountsWhatIsDecoded() throws IOException {
        serve("gzip", coded(GZIPOutputStream::new, new byte[1_000_000]));

        assertThatThrownBy(() -> client.get("/").mostBytes(999_999).bytes())
                .isInstanceOf(BodyException.class)
                .hasMessageContaining("it is larger than 999999 bytes");
    }

    @Test
    void aBombIsDefused() throws IOException {
        serve("gzip", coded(GZIPOutputStream::new, new byte[100 << 20]));

        try (var response = client.get("/").send()) {
            assertThatThrownBy(() -> response.body().transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(BodyException.class)
                    .hasMessageContaining(" bytes of gzip became ");
        }
    }
}
