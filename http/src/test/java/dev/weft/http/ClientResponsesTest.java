package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are right but rare, and some that are wrong in their head. */
@Timeout(60)
final class ClientResponsesTest {
    private final HttpClient client = HttpClient.builder().limit(1).open();

    @AfterEach
    void close() {
        client.close();
    }

    /** A peer that keeps its connection: answers the first request with {@code first}, and those after it with "next". */
    private static RawPeer answering(String first) {
        return RawPeer.open(talk -> {
            talk.head();
            talk.write(first);
            while (!talk.head().isEmpty()) {
                talk.ok("next");
            }
        });
    }

    /** A peer that hangs up after {@code answer}. */
    private static RawPeer hangingUpAfter(String answer) {
        return RawPeer.open(talk -> {
            talk.head();
            talk.write(answer);
        });
    }

    private void assertServedByOneConnection(RawPeer peer) {
        assertThat(client.get(peer.uri("/next")).text()).isEqualTo("next");
        assertThat(peer.accepted()).isEqualTo(1);
    }

    // ---- right, but rare

    @Test
    void whatIsSaidInBetweenIsPassedOver() {
        var answers = List.of(
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
                "HTTP/1.1 199 Something New\r\nLink: </new>\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfinal");
        try (var peer = answering(String.join("", answers))) {
            try (var response = client.get(peer.uri("/x")).send()) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.headers().contains("Link")).isFalse();
                assertThat(response.text()).isEqualTo("final");
            }
            assertServedByOneConnection(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void aStatusWithoutABodyHasNoneWhateverItsLengthSays(String status) {
        try (var peer = answering("HTTP/1.1 %s\r\nContent-Length: 10\r\n\r\n".formatted(status))) {
            try (var response = client.get(peer.uri("/x")).send()) {
                assertThat(response.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
                assertThat(response.bytes()).isEmpty();
            }
            assertServedByOneConnection(peer);
        }
    }

    @Test
    void theAnswerToHeadHasALengthAndNoBody() {
        try (var peer = answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")) {
            try (var response = client.head(peer.uri("/x")).send()) {
                assertThat(response.header("Content-Length")).isEqualTo("10");
                assertThat(response.bytes()).isEmpty();
            }
            assertServedByOneConnection(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void aBodyWithoutALengthEndsWithItsConnection(String version) {
        try (var peer = hangingUpAfter(version + " 200 OK\r\n\r\n" + "x".repeat(300_000))) {
            assertThat(client.get(peer.uri("/x")).text()).hasSize(300_000);
            assertThat(client.get(peer.uri("/x")).text()).hasSize(300_000);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void allOfItIsThereForAReaderWhoComesWhenTheServerIsGone() throws Exception {
        var gone = new CountDownLatch(1);
        try (var peer = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.0 200 OK\r\n\r\n" + "x".repeat(300_000));
            talk.socket().close();
            gone.countDown();
        })) {
            try (var response = client.get(peer.uri("/x")).send()) {
                gone.await();

                assertThat(response.text()).hasSize(300_000);
            }
        }
    }

    @Test
    void aReasonThatIsMissingIsNotMissed() {
        try (var peer = answering("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok")) {
            assertThat(client.get(peer.uri("/x")).text()).isEqualTo("ok");
            assertServedByOneConnection(peer);
        }
    }

    // ---- wrong

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\0\1\2\3\4\5\6\7\r\n\r\n",
                "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 -1 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 99999999999 OK\r\nContent-Length: 0\r\n\r\n",
                "HTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n12",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n12",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n12",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n12"
            })
    void aHeadThatIsNoneIsRefused(String answer) {
        try (var peer = answering(answer)) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while waiting for the response: 127.0.0.1:%d sent what is no HTTP response: "
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        try (var peer = answering("HTTP/1.1 200 OK\r\n" + "Name: value\r\n".repeat(100_000))) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text()).isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nA: b\r\n"})
    void aHeadThatIsCutOff(String answer) {
        try (var peer = hangingUpAfter(answer)) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageStartingWith(
                            "GET %s failed while waiting for the response: 127.0.0.1:%d closed the connection before it answered"
                                    .formatted(peer.uri("/x"), peer.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nha",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n0",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n0\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5"
            })
    void aBodyThatIsCutOffIsNoBody(String answer) {
        try (var peer = hangingUpAfter("HTTP/1.1 200 OK\r\n" + answer)) {
            assertThatThrownBy(() -> client.get(peer.uri("/x")).text())
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining("failed while reading the body: 127.0.0.1:%d closed the connection after "
                            .formatted(peer.port()));
        }
    }

    // ---- what is sent

    @Test
    void hostIsSentFirst() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (var peer = RawPeer.open(talk -> {
            seen.add(talk.head());
            talk.ok("");
        })) {
            client.get(peer.uri("/x")).header("A", "b").text();
            client.get(peer.uri("/x"))
                    .header("A", "b")
                    .header("Host", "other.example")
                    .text();

            assertThat(seen.remove())
                    .startsWith("GET /x HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n".formatted(peer.port()))
                    .containsOnlyOnce("ost: ");
            assertThat(seen.remove())
                    .startsWith("GET /x HTTP/1.1\r\nHost: other.example\r\n")
                    .containsOnlyOnce("ost: ");
        }
    }
}
