package dev.weft.http.internal.ws;

import dev.weft.http.Headers;
import dev.weft.http.WebSocketOptions;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The handshake as a client does it: the request's bytes out, the response's bytes in. Used by one thread. */
final class ClientHandshake {
    private static final int MOST_IN_HEAD = 64 * 1024;
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    // Of the handshake itself; a second one would say something else.
    private static final List<String> OWN = List.of(
            "Upgrade",
            "Connection",
            KEY,
            PROTOCOL,
            EXTENSIONS,
            "Sec-WebSocket-Version",
            "Content-Length",
            "Transfer-Encoding");

    private final URI uri;
    private final Headers headers;
    private final WebSocketOptions options;
    private final String key = Handshake.newKey();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] rest = new byte[0];

    ClientHandshake(URI uri, Headers headers, WebSocketOptions options) {
        this.uri = uri;
        this.headers = headers;
        this.options = options;
    }

    static void ensureHeaders(Headers headers) {
        for (var name : OWN) {
            if (headers.contains(name)) {
                throw new IllegalArgumentException(
                        "header %s belongs to the handshake; sub-protocols and compression are options"
                                .formatted(name));
            }
        }
    }

    byte[] request() {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var text = new StringBuilder("GET ")
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\n");
        if (!headers.contains("Host")) {
            line(text, "Host", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        }
        line(text, "Upgrade", "websocket");
        line(text, "Connection", "Upgrade");
        line(text, KEY, key);
        line(text, "Sec-WebSocket-Version", Handshake.VERSION);
        if (!options.subProtocols().isEmpty()) {
            line(text, PROTOCOL, String.join(", ", options.subProtocols()));
        }
        if (options.deflate()) {
            line(text, EXTENSIONS, DeflateParameters.offer());
        }
        for (var field : headers) {
            line(text, field.getKey(), field.getValue());
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /**
     * Reads on.
     *
     * @return what was agreed on; {@code null} while the head is not whole
     * @throws RefusedHandshake if the answer is another one
     */
    @Nullable
    Agreement read(byte[] bytes) throws RefusedHandshake {
        head.writeBytes(bytes);
        var text = head.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            if (text.length() > MOST_IN_HEAD) {
                throw new RefusedHandshake(0, "the answer's head has more than %d bytes".formatted(MOST_IN_HEAD));
            }
            return null;
        }
        rest = Arrays.copyOfRange(head.toByteArray(), end + 4, text.length());
        return agreementOf(text.substring(0, end));
    }

    private Agreement agreementOf(String text) throws RefusedHandshake {
        ResponseHead response;
        try {
            response = ResponseHead.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedHandshake(0, Objects.requireNonNull(e.getMessage()));
        }
        int status = response.status();
        ensure(status == 101, status, "it answers %d %s, and not 101".formatted(status, response.reason()));
        ensure(response.hasToken("Upgrade", "websocket"), status, "Upgrade: websocket is missing");
        ensure(response.hasToken("Connection", "upgrade"), status, "Connection: Upgrade is missing");
        ensure(
                Handshake.acceptOf(key).equals(response.field("Sec-WebSocket-Accept")),
                status,
                "Sec-WebSocket-Accept does not fit the key");
        var protocol = response.field(PROTOCOL);
        ensure(
                protocol == null || options.subProtocols().contains(protocol),
                status,
                "it chose the sub-protocol %s, which was not offered".formatted(protocol));
        return new Agreement(false, protocol, deflateOf(response));
    }

    private @Nullable DeflateParameters deflateOf(ResponseHead response) throws RefusedHandshake {
        try {
            var answer = DeflateParameters.ofAnswer(response.field(EXTENSIONS));
            ensure(answer == null || options.deflate(), 101, "it compresses, which was not offered");
            return answer;
        } catch (IllegalArgumentException e) {
            throw new RefusedHandshake(101, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void ensure(boolean held, int status, String otherwise) throws RefusedHandshake {
        if (!held) {
            throw new RefusedHandshake(status, otherwise);
        }
    }

    /** Returns what came after the head: frames. */
    byte[] rest() {
        return rest;
    }
}
