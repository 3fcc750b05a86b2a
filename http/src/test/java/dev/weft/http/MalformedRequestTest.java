package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no request with one meaning is refused, and nothing behind it is read as a request. */
class MalformedRequestTest {
    private final List<String> handled = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.builder().loops(1).open(Routes.create().any("/{rest:path}", request -> {
            handled.add(request.method() + " " + request.rawPath() + " " + request.text());
            return Response.text("ok");
        }));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("dev.weft.http.MalformedRequests#wrongHeads")
    void isAnsweredAndTheConnectionClosed(MalformedRequests.Refused refused) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answer =
                    client.send(refused.request() + MalformedRequests.SMUGGLED).untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 " + refused.status()).doesNotContain("HTTP/1.1 200");
            assertThat(handled).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.weft.http.MalformedRequests#wrongChunks")
    void aBodyOfWrongChunksIsCutOff(MalformedRequests.Raw wrong) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answer =
                    client.send(wrong.request() + MalformedRequests.SMUGGLED).untilClosed();

            assertThat(answer).doesNotContain("HTTP/1.1 200");
            assertThat(handled).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.weft.http.MalformedRequests#right")
    void whatIsRightIsAnswered(MalformedRequests.Raw right) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answer = client.send(right.request() + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .untilClosed();

            assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void requestsCutAtEveryByteAreTheSame() throws Exception {
        var request =
                "POST /a?b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        for (int cut = 1; cut < request.length(); cut++) {
            try (var client = new RawSocket(server.port())) {
                client.socket().setTcpNoDelay(true);
                client.send(request.substring(0, cut)).send(request.substring(cut));

                assertThat(client.until("ok")).startsWith("HTTP/1.1 200");
            }
        }
        assertThat(handled).hasSize(request.length() - 1).allMatch("POST /a abcde"::equals);
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        try (var client = new RawSocket(server.port())) {
            var requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            var answer = client.send(requests + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .untilClosed();

            assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(52);
            assertThat(handled).hasSize(51).startsWith("GET /0 ", "GET /1 ").endsWith("GET /last ");
        }
    }
}
