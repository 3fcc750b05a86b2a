package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each failure with what it says. */
@Timeout(20)
final class ClientFailuresTest {
    private final HttpClient client = HttpClient.builder()
            .resolver(
                    host -> {
                        if (host.endsWith(".invalid")) {
                            throw new UnknownHostException(host);
                        }
                        return List.of(InetAddress.getLoopbackAddress());
                    },
                    Duration.ofSeconds(1))
            .open();

    @AfterEach
    void close() {
        client.close();
    }

    private static HttpException failureOf(Runnable call) {
        try {
            call.run();
        } catch (HttpException e) {
            return e;
        }
        throw new AssertionError("it went well");
    }

    private static RawPeer answering(String answer) {
        return RawPeer.open(talk -> {
            talk.head();
            talk.write(answer);
        });
    }

    @Test
    void aPortThatNobodyListensAt() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        var failure = failureOf(
                () -> client.get("http://localhost:%d/x".formatted(port)).text());

        assertThat(failure)
                .isInstanceOf(ConnectFailedException.class)
                .hasMessage(("GET http://localhost:%d/x failed while connecting: localhost:%d refused;"
                                + " does a server listen there, and is the port right?")
                        .formatted(port, port));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure.uri()).hasToString("http://localhost:%d/x".formatted(port));
    }

    @Test
    void aHostThatNobodyKnows() {
        var failure = failureOf(() -> client.get("http://nosuch.invalid/x").text());

        assertThat(failure)
                .isInstanceOf(ConnectFailedException.class)
                .hasMessage("GET http://nosuch.invalid/x failed while looking up the host: nobody knows the host"
                        + " 'nosuch.invalid'; is it spelled right, and is there a network?");
        assertThat(failure.phase()).isEqualTo(Phase.DNS);
    }

    @Test
    void whatIsNoTls() {
        try (var peer = answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            // The peer waits for a head, which a client hello is not: it answers what it likes.
            var uri = peer.uri("/x").replace("http:", "https:");
            try (var plain = RawPeer.open(talk -> talk.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
                var https = plain.uri("/x").replace("http:", "https:");

                assertThatThrownBy(() -> client.get(https).text())
                        .isInstanceOf(ConnectFailedException.class)
                        .hasMessage(
                                "GET %s failed while making the TLS handshake: 127.0.0.1:%d answered, but not by TLS; is it http rather than https?"
                                        .formatted(https, plain.port()));
                assertThat(uri).startsWith("https");
            }
        }
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfABody() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessage(
                            "GET %s failed while reading the body: 127.0.0.1:%d closed the connection after 4 of 10 bytes; ask again, or for the rest by Range"
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfAChunk() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n5\r\nha")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessage(
                            "GET %s failed while reading the body: 127.0.0.1:%d closed the connection after 7 bytes, before the end; ask again, or for the rest by Range"
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void aLengthThatIsNone() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n0123456789")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while waiting for the response: 127.0.0.1:%d sent what is no HTTP response: "
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void twoLengthsThatDiffer() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n01")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text()).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void somethingElseThanAStatusLine() {
        try (var peer = answering("SSH-2.0-OpenSSH_9.2p1\r\n\r\n")) {
            var failure = failureOf(() -> client.get(peer.uri("/x")).text());

            assertThat(failure)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while waiting for the response: 127.0.0.1:%d sent what is no HTTP response: "
                                    .formatted(peer.uri("/x"), peer.port()))
                    .hasMessageEndingWith("; is it an HTTP server, and the port right?");
            assertThat(failure.phase()).isEqualTo(Phase.RESPONSE);
        }
    }

    @Test
    void aChunkThatIsNone() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnothing\r\n")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while reading the body: after 0 bytes 127.0.0.1:%d sent what is no HTTP: "
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswer() {
        try (var peer = answering("")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessage(
                            "GET %s failed while waiting for the response: 127.0.0.1:%d closed the connection before it answered; try again, or see the server's log"
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void whatIsNoJson() {
        try (var peer =
                answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<html>\n</html>")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).json(List.class))
                    .isInstanceOf(BodyException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while reading the body: the body of the type text/html is not the JSON of java.util.List: "
                                    .formatted(peer.uri("/x")))
                    .hasMessageEndingWith("; it begins with '<html> </html>'");
        }
    }

    @Test
    void aBodyThatIsTooLargeForMemory() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n<html>\n</html>")) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).mostBytes(13).text())
                    .isInstanceOf(BodyException.class)
                    .hasMessage(
                            "GET %s failed while reading the body: it is larger than 13 bytes, which is the limit in memory; raise mostBytes, or use body() or saveTo"
                                    .formatted(peer.uri("/x")));
        }
    }

    @Test
    void aBodyThatWasSaidToBeLonger() {
        try (var peer = RawPeer.open(RawPeer.Talk::awaitEnd)) {
            var body = Body.stream(new ByteArrayInputStream(new byte[5]), 10, "x/y");

            assertThatThrownBy(() -> client.post(peer.uri("/x")).body(body).text())
                    .isInstanceOf(BodyException.class)
                    .hasMessage(
                            "POST %s failed while sending the request: its body has 5 bytes, but was said to have 10; give the right length, or -1"
                                    .formatted(peer.uri("/x")));
        }
    }

    @Test
    void aBodyThatCannotBeRead() {
        try (var peer = RawPeer.open(RawPeer.Talk::awaitEnd)) {
            var broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk is broken");
                }

                @Override
                public int read(byte[] bytes, int offset, int count) throws IOException {
                    return read();
                }
            };

            assertThatThrownBy(() -> client.post(peer.uri("/x"))
                            .body(Body.stream(broken, -1, "x/y"))
                            .text())
                    .isInstanceOf(BodyException.class)
                    .hasMessage("POST %s failed while sending the request: its body cannot be read: the disk is broken"
                            .formatted(peer.uri("/x")));
        }
    }

    @Test
    void theAnswerToABodyThatTheServerDoesNotWantIsSeen() {
        try (var peer = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nno!");
            talk.awaitEnd();
        })) {
            var endless = new InputStream() {
                @Override
                public int read() {
                    return 0;
                }

                @Override
                public int read(byte[] bytes, int offset, int count) {
                    return count;
                }
            };

            assertThatThrownBy(() -> client.post(peer.uri("/x"))
                            .body(Body.stream(endless, -1, "x/y"))
                            .text())
                    .isInstanceOf(StatusException.class)
                    .hasMessage("POST %s was answered with status 413: 'no!'; send() takes any status"
                            .formatted(peer.uri("/x")));
        }
    }

    @Test
    void credentialsAreNotInMessages() {
        assertThatThrownBy(
                        () -> client.get("http://user:secret@nosuch.invalid/").text())
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageStartingWith("GET http://nosuch.invalid/ failed");
    }

    @Test
    void everyFailureCanBeSentToAnotherJvm() throws Exception {
        try (var peer = answering("HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\nContent-Length: 0\r\n\r\n")) {
            var failure = failureOf(() -> client.get(peer.uri("/x")).text());
            var bytes = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(bytes)) {
                out.writeObject(failure);
            }
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject())
                        .isInstanceOf(RedirectException.class)
                        .hasToString(failure.toString());
            }
        }
    }
}
