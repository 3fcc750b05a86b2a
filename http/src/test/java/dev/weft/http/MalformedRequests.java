package dev.weft.http;

import java.util.stream.Stream;

/** Requests that have no one meaning, and some that are rare but right; for a server of HTTP/1.1. */
final class MalformedRequests {
    private MalformedRequests() {}

    /** What is sent behind each: whoever answers it has taken what is wrong for a whole request. */
    static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /**
     * A request of whose head it is clear that it is wrong.
     *
     * @param status of its answer
     */
    record Refused(int status, String request) {
        @Override
        public String toString() {
            return status + " " + escaped(request);
        }
    }

    /** A request as it is sent. */
    record Raw(String request) {
        @Override
        public String toString() {
            return escaped(request);
        }
    }

    // Escapes: ~r ~n ~t ~0 stand for the control characters, ~e for é, ~v for a vertical tab.
    private static final String[] WRONG_HEADS = {
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
        "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3~r~nContent-Length: 4~r~n~r~nabc",
        "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3;~r~n~r~nabc",
        "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3.0~r~n~r~nabc",
        "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 18446744073709551619~r~n~r~nabc",
        "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length : 3~r~n~r~nabc",
        "400|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding : chunked~r~n~r~n0~r~n~r~n",
        "400|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding:~r~n chunked~r~n~r~n0~r~n~r~n",
        "400|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~0~r~n~r~n0~r~n~r~n",
        "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: \"chunked\"~r~n~r~n0~r~n~r~n",
        "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked;x~r~n~r~n0~r~n~r~n",
        "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: identity, chunked~r~n~r~n0~r~n~r~n",
        "501|POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~r~nTransfer-Encoding: identity~r~n~r~n0~r~n~r~n",
        "400|POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3~r~nTransfer-Encoding: xchunked~r~n~r~nabc",
        "400|GET / HTTP/1.1~r~nHost: a~r~nX:~ny~r~n~r~n",
        "400|GET / HTTP/1.1~r~nHost: a~r~nX: y~n~r~n",
        "400|GET / HTTP/1.1~r~nHost: a~r~nX~0: a~r~n~r~n",
        "400|GET / HTTP/1.1~r~nHost: a~r~n~vX: a~r~n~r~n",
        "400|GET / HTTP/1.1~r~nHost: a~r~nX: a~vb~r~n~r~n",
        "400|GET / HTTP/1.1~r~nHost: a~r~n~r",
    };

    private static final String[] WRONG_CHUNKS = {
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
        "3;~r~nabc~r~n0~r~n~r~n",
        "3;;x~r~nabc~r~n0~r~n~r~n",
        "3;x;~r~nabc~r~n0~r~n~r~n",
        "3; x~r~nabc~r~n0~r~n~r~n",
        "3 ;x~r~nabc~r~n0~r~n~r~n",
        "3;x =y~r~nabc~r~n0~r~n~r~n",
        "3;x= y~r~nabc~r~n0~r~n~r~n",
        "3;=y~r~nabc~r~n0~r~n~r~n",
        "3; =\"y\"~r~nabc~r~n0~r~n~r~n",
        "3;x=~r~nabc~r~n0~r~n~r~n",
        "3;x=\"y~r~nabc~r~n0~r~n~r~n",
        "3;x=\"y\\\"~r~nabc~r~n0~r~n~r~n",
        "3;x=\"y\"z~r~nabc~r~n0~r~n~r~n",
        "3;x=y=z~r~nabc~r~n0~r~n~r~n",
        "3;x,y~r~nabc~r~n0~r~n~r~n",
        "ffffffffffffffff~r~nabc~r~n0~r~n~r~n",
        "10000000000000003~r~nabc~r~n0~r~n~r~n",
        "3~r~nabc~r~n0~r~nX : y~r~n~r~n",
        "3~r~nabc~r~n0~r~n x~r~n~r~n",
        "3~r~nabc~r~n0~n~n",
    };

    private static final String[] RIGHT = {
        "GET / HTTP/1.1~r~nHost: a~r~n~r~n",
        "~r~nGET / HTTP/1.1~r~nHost: a~r~n~r~n",
        "GET / HTTP/1.1~r~nHost:a~r~nX:~t a ~t~r~n~r~n",
        "GET / HTTP/1.1~r~nHost: a~r~nX: ~e~r~n~r~n",
        "GET / HTTP/1.1~r~nHost: a~r~nX:~r~n~r~n",
        "GET http://a/ HTTP/1.1~r~nHost: A~r~n~r~n",
        "GET / HTTP/1.1~r~nHost: [::1]:80~r~n~r~n",
        "POST / HTTP/1.1~r~nHost: a~r~nContent-Length: 3~r~n~r~nabc",
        "POST / HTTP/1.1~r~nHost: a~r~ntransfer-encoding: CHUNKED~r~n~r~n3~r~nabc~r~n0~r~n~r~n",
        "POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~r~n~r~n3;a;b=c;d=\"e; \\\"~t~e\";f=\"\"~r~nabc~r~n0~r~n~r~n",
        "POST / HTTP/1.1~r~nHost: a~r~nTransfer-Encoding: chunked~r~n~r~n003;a=\"b\"~r~nabc~r~n0~r~nX: y~r~n~r~n",
    };

    /** Returns requests with a wrong head, each with the status that it is refused with. */
    static Stream<Refused> wrongHeads() {
        return Stream.of(WRONG_HEADS)
                .map(line -> new Refused(Integer.parseInt(line.substring(0, 3)), unescaped(line.substring(4))));
    }

    /** Returns requests with a right head, whose body is chunked wrongly. */
    static Stream<Raw> wrongChunks() {
        return Stream.of(WRONG_CHUNKS)
                .map(body ->
                        new Raw("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + unescaped(body)));
    }

    /** Returns requests with which nothing is wrong. */
    static Stream<Raw> right() {
        return Stream.of(RIGHT).map(request -> new Raw(unescaped(request)));
    }

    private static String unescaped(String text) {
        return text.replace("~r", "\r")
                .replace("~n", "\n")
                .replace("~t", "\t")
                .replace("~0", "\0")
                .replace("~v", "\u000b")
                .replace("~e", "\u00e9");
    }

    private static String escaped(String text) {
        return text.replace("\r", "~r")
                .replace("\n", "~n")
                .replace("\t", "~t")
                .replace("\0", "~0")
                .replace("\u000b", "~v")
                .replace("\u00e9", "~e");
    }
}
