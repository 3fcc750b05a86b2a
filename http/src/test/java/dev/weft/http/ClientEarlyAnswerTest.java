package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testkit.Observed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that answers before it has the whole request, and hangs up: its answer counts, and not that nobody reads on. */
@Timeout(120)
final class ClientEarlyAnswerTest {
    private static final int PIECE = 64 * 1024;

    private final CountDownLatch hungUp = new CountDownLatch(1);
    // With what was sent unread, so that the client's side is reset.
    private final RawPeer peer = RawPeer.open(talk -> {
        talk.head();
        talk.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nno!");
        talk.socket().close();
        hungUp.countDown();
    });
    private final HttpClient client = HttpClient.open();

    @AfterEach
    void close() {
        client.close();
        peer.close();
    }

    private String answerTo(Body body) {
        try (var response = client.post(peer.uri("/x")).body(body).send()) {
            return response.status() + " " + response.text();
        }
    }

    @Test
    void toABodyFromAStreamOfUnknownLength() {
        var body = Body.stream(new ByteArrayInputStream(new byte[8 << 20]), -1, "x/y");

        assertThat(answerTo(body)).isEqualTo("413 no!");
    }

    @Test
    void toABodyFromAStreamOfKnownLength() {
        var body = Body.stream(new ByteArrayInputStream(new byte[8 << 20]), 8 << 20, "x/y");

        assertThat(answerTo(body)).isEqualTo("413 no!");
    }

    @Test
    void toABodyInMemory() {
        assertThat(answerTo(Body.bytes(new byte[8 << 20]))).isEqualTo("413 no!");
    }

    @Test
    void toABodyThatIsSentAtOnce() {
        assertThat(answerTo(Body.bytes(new byte[PIECE]))).isEqualTo("413 no!");
    }

    @Test
    void toABodyThatTheServerTakesNothingOf() throws Exception {
        var answered = new CountDownLatch(1);
        try (var silent = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nno!");
            answered.await();
        })) {
            var body = Body.stream(new ByteArrayInputStream(new byte[64 << 20]), -1, "x/y");
            try (var response = client.post(silent.uri("/x")).body(body).send()) {
                assertThat(response.text()).isEqualTo("no!");
            }
            answered.countDown();
        }
    }

    @Test
    void afterWhichTheConnectionAndTheBodyAreClosedAndNothingIsSentAgain() {
        var closed = new AtomicBoolean();
        var body = new ByteArrayInputStream(new byte[8 << 20]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThat(answerTo(Body.stream(body, -1, "x/y"))).isEqualTo("413 no!");
        assertThat(closed).isTrue();
        assertThat(peer.accepted()).isOne();
        assertThat(answerTo(Body.bytes(new byte[1]))).isEqualTo("413 no!");
        assertThat(peer.accepted()).isEqualTo(2);
    }

    @Test
    void elseThatTheConnectionIsClosedIsSaid() {
        try (var rude = RawPeer.open(talk -> {
            talk.head();
            talk.reset();
        })) {
            for (var body : List.of(
                    Body.bytes(new byte[PIECE]),
                    Body.bytes(new byte[8 << 20]),
                    Body.stream(new ByteArrayInputStream(new byte[8 << 20]), -1, "x/y"))) {
                assertThatThrownBy(() -> client.post(rude.uri("/x")).body(body).send())
                        .isInstanceOf(DisconnectedException.class)
                        .hasMessageContaining("closed the connection before it answered");
            }
        }
    }

    @Test
    void whenTheNextPieceMeetsTheResetBeforeTheAnswerIsRead() throws Exception {
        // On a network's loop the body is read where the socket is: while that is held, the answer cannot be.
        var held = new InputStream() {
            private int left = 16;

            @Override
            public int read() {
                throw new UnsupportedOperationException("piece by piece only");
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                if (left-- < 16) {
                    Observed.until("the server to hang up", () -> hungUp.getCount() == 0);
                }
                return left < 0 ? -1 : count;
            }
        };

        assertThat(NetworkLoop.run(() -> answerTo(Body.stream(held, -1, "x/y"))))
                .isEqualTo("413 no!");
    }
}
