package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much or cannot be done is refused before it costs anything, and its client hears why. */
class RefusedRequestTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";

    private final AtomicInteger handled = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        var limits = Limits.standard()
                .withBody(1000)
                .withRequestLine(200)
                .withHead(1000)
                .withHeaders(10);
        server = HttpServer.builder()
                .loops(1)
                .limits(limits)
                .open(Routes.create().any("/", request -> {
                    handled.incrementAndGet();
                    return Response.text("ok");
                }));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 10_000_000})
    void aFirstLineThatIsTooLongIsAnsweredWith414(int more) throws Exception {
        assertRefused(414, "GET /" + "x".repeat(200 + more) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 10_000_000})
    void aHeadThatIsTooLongIsAnsweredWith431(int more) throws Exception {
        assertRefused(431, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(1000 + more) + "\r\n\r\n");
    }

    @Test
    void aHeadOfTooManyLinesIsAnsweredWith431() throws Exception {
        assertRefused(431, "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(10) + "\r\n");
    }

    @Test
    void emptyLinesWithoutEndAreNoRequest() throws Exception {
        assertRefused(414, "\r\n".repeat(101) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @Test
    void aBodyThatIsDeclaredTooLongIsRefusedBeforeItIsSent() throws Exception {
        assertRefused(413, POST + "Content-Length: 100000\r\n\r\n");
        assertRefused(413, POST + "Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, 200-ok", "100-continue\r\nExpect: 200-ok"})
    void whatElseIsExpectedIsAnsweredWith417(String expected) throws Exception {
        assertRefused(417, POST + "Content-Length: 3\r\nExpect: " + expected + "\r\n\r\nabc");
    }

    private void assertRefused(int status, String request) throws IOException {
        try (var client = new RawSocket(server.port())) {
            assertThat(client.send(request).until("\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status)
                    .containsIgnoringCase("connection: close")
                    .doesNotContain("HTTP/1.1 100");
            assertThat(handled).hasValue(0);
        }
    }

    @Test
    void aClientThatGoesOnSendingAfterAMistakeSeesTheAnswer() throws Exception {
        try (var client = new RawSocket(server.port())) {
            // More than buffers hold: the server must take it, or the client would not come to the answer.
            client.send("no request\r\n").send(new byte[10_000_000]);

            assertThat(client.untilClosed()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void overTlsItSeesTheAnswerToo() throws Exception {
        var authority = new Certificates();
        try (var server = HttpServer.builder()
                        .tls(authority.localhost().tls().build())
                        .open(Routes.create());
                var client = RawSocket.overTls(server.port(), authority)) {
            client.send("no request\r\n").send(new byte[10_000_000]);

            assertThat(client.untilClosed()).startsWith("HTTP/1.1 400").endsWith("\n");
        }
    }

    @Test
    void aClientThatGoesOnSendingABodyThatIsRefusedSeesTheAnswer() throws Exception {
        try (var client = new RawSocket(server.port())) {
            client.send(POST + "Content-Length: 10000000\r\n\r\n").send(new byte[10_000_000]);

            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void whatFollowsARequestAndIsNoneIsRefusedAfterItsAnswer() throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answers = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nno request\r\n")
                    .untilClosed();

            assertThat(answers).startsWith("HTTP/1.1 200").contains("okHTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "upgrade, close", "close, x", "x\r\nConnection: close"})
    void nothingIsReadAfterARequestThatSaysClose(String connection) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var get = "GET / HTTP/1.1\r\nHost: a\r\n";
            var answers = client.send(get + "Connection: " + connection + "\r\n\r\n" + get + "\r\n")
                    .untilClosed();

            assertThat(answers).startsWith("HTTP/1.1 200").endsWith("ok");
            assertThat(handled).hasValue(1);
        }
    }

    @Test
    void manyRequestsThatWaitAreAllAnswered() throws Exception {
        try (var client = new RawSocket(server.port())) {
            var get = "GET / HTTP/1.1\r\nHost: a\r\n";
            var answers = client.send((get + "\r\n").repeat(2_000) + get + "Connection: close\r\n\r\n")
                    .untilClosed();

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(2_002);
        }
    }
}
