package dev.weft.http.internal.server;

import dev.weft.http.Response;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the heads of responses, for one event loop and on it. What is the same for many responses is encoded once.
 */
final class Heads {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Map<String, AsciiString> COMMON_TYPES = Map.of(
            "text/plain; charset=utf-8", AsciiString.cached("text/plain; charset=utf-8"),
            "text/html; charset=utf-8", AsciiString.cached("text/html; charset=utf-8"),
            "application/json", AsciiString.cached("application/json"));

    private long dateSecond = -1;
    private AsciiString date = AsciiString.EMPTY_STRING;

    /** Returns {@code time} as headers write it. */
    static String date(Instant time) {
        return HTTP_DATE.format(time);
    }

    /** Puts status and headers of {@code response} into {@code out}. */
    void write(Response response, HttpServerResponse out) {
        if (response.status() != 200) {
            out.setStatusCode(response.status());
        }
        var headers = out.headers();
        var type = response.type();
        if (type != null) {
            CharSequence common = COMMON_TYPES.get(type);
            headers.add(HttpHeaderNames.CONTENT_TYPE, common != null ? common : type);
        }
        headers.add(HttpHeaderNames.DATE, now());
        if (response.otherHeaders().size() > 0) {
            for (var header : response.otherHeaders()) {
                headers.add(header.getKey(), header.getValue());
            }
        }
    }

    private CharSequence now() {
        long second = System.currentTimeMillis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = new AsciiString(date(Instant.ofEpochSecond(second)));
        }
        return date;
    }
}
