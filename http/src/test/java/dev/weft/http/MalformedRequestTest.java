package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request with one meaning is refused, and nothing behind it is read as a request. */
class MalformedRequestTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

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

    // Escapes: ~r ~n ~t ~0 stand for the control characters, ~e for é, ~v for a vertical tab.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "400|GET / HTTP/1.1~nHost: a~n~n",
                "400|GET / HTTP/1.1~r~nHost: a~n~r~n",
                "400|GET / HTTP/1.1~rHost: a~r~r",
                "400|GET  / HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET /  HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET~t/~tHTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET~v/~vHTTP/1.1~r~nHost: a~r~n~r~n",
                "400| GET / HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET / HTTP/1.1 ~r~nHost: a~r~n~r~n",
                "400|~0GET / HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET /~0 HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET /~e HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET /#x HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET / HTTP/1.1x~r~nHost: a~r~n~r~n",
                "400|GET / http/1.1~r~nHost: a~r~n~r~n",
                "400|GET / HTTP/1.10~r~nHost: a~r~n~r~n",
                "505|GET / HTTP/2.0~r~nHost: a~r~n~r~n",
                "505|GET / HTTP/0.9~r~nHost: a~r~n~r~n",
                "400|GET /~r~n~r~n",
                "400|GET~r~n~r~n",
                "400|G@T / HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET x HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET * HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET ftp://a/ HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET http://b/ HTTP/1.1~r~nHost: a~r~n~r~n",
                "405|CONNECT a:80 HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET / HTTP/1.1~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nHost: a~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a/b~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost : a~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX : a~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX~t: a~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX: a~r~n b~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX: a~r~n~tb~r~n~r~n",
                "400|GET / HTTP/1.1~r~n Host: a~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~n: a~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX: a~0b~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX: a~rb~r~n~r~n",
                "400|GET / HTTP/1.1~r~nHost: a~r~nX~e: a~r~n~r~n",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3~r~nContent-Length: 3~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3, 3~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: +3~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: -3~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 0x3~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3 ~v~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length:~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 99999999999999999999~r~n~r~nabc",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3~r~nTransfer-Encoding: chunked~r~n~r~n0~r~n~r~n",
                "400|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~r~nContent-Length: 3~r~n~r~n0~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: gzip~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: gzip, chunked~r~n~r~n0~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked, identity~r~n~r~n0~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~r~nTransfer-Encoding: chunked~r~n~r~n0~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: xchunked~r~n~r~n0~r~n~r~n",
                "400|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding:~vchunked~r~n~r~n0~r~n~r~n",
                "400|POST / HTTP/1.0~r~nTransfer-Encoding: chunked~r~n~r~n0~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: identity~r~n~r~n",
                "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked,~r~n~r~n0~r~n~r~n",
                "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3 3~r~n~r~nabc",
                "400|GET http://a:80/ HTTP/1.1~r~nHost: a~r~n~r~n",
                "400|GET http://u@a/ HTTP/1.1~r~nHost: a~r~n~r~n",
                "505|GET / HTTP/3.0~r~nHost: a~r~n~r~n",
                "505|PRI * HTTP/2.0~r~n~r~nSM~r~n~r~n~0~0~0~0~0~0~0~0~0",
                "400|~0~0~0~r~n~r~n",
            })
    void isAnsweredAndTheConnectionClosed(int status, String request) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answer = client.send(unescaped(request) + SMUGGLED).untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("HTTP/1.1 200");
            assertThat(handled).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x~r~nabc~r~n0~r~n~r~n",
                "~r~nabc~r~n0~r~n~r~n",
                "3 ~r~nabc~r~n0~r~n~r~n",
                " 3~r~nabc~r~n0~r~n~r~n",
                "+3~r~nabc~r~n0~r~n~r~n",
                "-3~r~nabc~r~n0~r~n~r~n",
                "0x3~r~nabc~r~n0~r~n~r~n",
                "3~nabc~r~n0~r~n~r~n",
                "3~r~nabc~n0~r~n~r~n",
                "3~r~nabcd~r~n0~r~n~r~n",
                "2~r~nabc~r~n0~r~n~r~n",
                "3;x~0y~r~nabc~r~n0~r~n~r~n",
                "3~0~r~nabc~r~n0~r~n~r~n",
                "3;x~ry~r~nabc~r~n0~r~n~r~n",
                "3;x~ny~r~nabc~r~n0~r~n~r~n",
                "ffffffffffffffff~r~nabc~r~n0~r~n~r~n",
                "10000000000000003~r~nabc~r~n0~r~n~r~n",
                "3~r~nabc~r~n0~r~nX : y~r~n~r~n",
                "3~r~nabc~r~n0~r~n x~r~n~r~n",
                "3~r~nabc~r~n0~n~n",
            })
    void aBodyOfWrongChunksIsCutOff(String body) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answer = client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + unescaped(body)
                            + SMUGGLED)
                    .untilClosed();

            assertThat(answer).doesNotContain("HTTP/1.1 200");
            assertThat(handled).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1~r~nHost: a~r~n~r~n",
                "~r~nGET / HTTP/1.1~r~nHost: a~r~n~r~n",
                "GET / HTTP/1.1~r~nHost:a~r~nX:~t a ~t~r~n~r~n",
                "GET / HTTP/1.1~r~nHost: a~r~nX: ~e~r~n~r~n",
                "GET / HTTP/1.1~r~nHost: a~r~nX:~r~n~r~n",
                "GET http://a/ HTTP/1.1~r~nHost: A~r~n~r~n",
                "GET / HTTP/1.1~r~nHost: [::1]:80~r~n~r~n",
                "POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3~r~n~r~nabc",
                "POST / HTTP/1.1~r~nHost: a~r~ntransfer-encoding: CHUNKED~r~n~r~n3~r~nabc~r~n0~r~n~r~n",
                "POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~r~n~r~n003;a=\"b\"~r~nabc~r~n0~r~nX: y~r~n~r~n",
            })
    void whatIsRightIsAnswered(String request) throws Exception {
        try (var client = new RawSocket(server.port())) {
            var answer = client.send(unescaped(request) + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
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

    private static String unescaped(String text) {
        return text.replace("~r", "\r")
                .replace("~n", "\n")
                .replace("~t", "\t")
                .replace("~0", "\0")
                .replace("~v", "\u000b")
                .replace("~e", "\u00e9");
    }
}
