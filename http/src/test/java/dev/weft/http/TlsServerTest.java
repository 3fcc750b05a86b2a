package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** TLS, its renewal, and HTTP/2 over it. */
class TlsServerTest {
    private final Certificates authority = new Certificates();
    private final Certificates other = new Certificates();
    private final Routes routes = Routes.create()
            .get("/", request -> Response.text(request.version()))
            .post("/", request -> Response.text("" + request.text().length()))
            .get("/stream", request -> Response.stream("text/plain", body -> body.write("x".repeat(1_000_000))));

    private static SSLContext trusting(Certificates authority) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority.authority());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static HttpClient client(Certificates authority) throws Exception {
        return HttpClient.newBuilder().sslContext(trusting(authority)).build();
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
                    .sslContext(trusting(authority))
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
    void streamsThatAreResetAtOnceEndTheConnection() throws Exception {
        try (var server = open();
                var peer = new Http2Peer(server.port(), trusting(authority))) {
            assertThatThrownBy(() -> {
                        int next = 1;
                        for (int i = 0; i < 100_000; i++) {
                            peer.frame(1, 5, next, Http2Peer.GET);
                            peer.frame(3, 0, next, new byte[] {0, 0, 0, 8});
                            next += 2;
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(get(client(authority), server, "/")).isEqualTo("HTTP/2");
        }
    }

    @Test
    void headersWithoutEndEndTheConnection() throws Exception {
        try (var server = open();
                var peer = new Http2Peer(server.port(), trusting(authority))) {
            assertThatThrownBy(() -> {
                        peer.frame(1, 1, 1, Http2Peer.GET);
                        // Literals that are not indexed: x: yyyy...
                        var field = new byte[16_000];
                        field[1] = 1;
                        field[2] = 'x';
                        field[3] = 0x7f;
                        field[4] = (byte) 0xfa;
                        field[5] = 0x7b;
                        java.util.Arrays.fill(field, 6, field.length, (byte) 'y');
                        for (int i = 0; i < 10_000; i++) {
                            peer.frame(9, 0, 1, field);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(get(client(authority), server, "/")).isEqualTo("HTTP/2");
        }
    }

    /** Sends frames of HTTP/2 as it likes, and throws away what comes. */
    private static final class Http2Peer implements AutoCloseable {
        static final byte[] GET = {(byte) 0x82, (byte) 0x84, (byte) 0x87, 0x41, 1, 'a'};

        private final SSLSocket socket;

        Http2Peer(int port, SSLContext context) throws IOException {
            socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(4, 0, 0, new byte[0]);
            var in = new DataInputStream(socket.getInputStream());
            Thread.ofVirtual().start(() -> {
                try {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // closed: the sender sees that, too
                }
            });
        }

        void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            var frame = ByteBuffer.allocate(9 + payload.length)
                    .put((byte) (payload.length >> 16))
                    .putShort((short) payload.length)
                    .put((byte) type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload);
            socket.getOutputStream().write(frame.array());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aServerWithoutACertificateIsRefused() {
        assertThatThrownBy(() -> HttpServer.builder().tls(Tls.platform()).open(routes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate");
    }
}
