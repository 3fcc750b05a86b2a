package dev.weft.http.internal.ws;

import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.NetLoop;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's side of the handshake: from a request to a {@link WebSocket}. */
public final class WebSocketAccept {
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String VERSION = "Sec-WebSocket-Version";

    /**
     * Why a request is no handshake.
     *
     * @param status to answer it with; 426 goes with {@code Sec-WebSocket-Version: 13} and {@code Upgrade: websocket}
     * @param words for whoever sent it
     */
    public record Refusal(int status, String words) {}

    private WebSocketAccept() {}

    /** Tells whether a request asks for a WebSocket at all, rightly or not. */
    public static boolean isAskedFor(MultiMap headers) {
        return Handshake.hasToken(headers.get("Upgrade"), "websocket");
    }

    /** Returns why a request is refused, or {@code null} if it is a handshake as it should be. */
    public static @Nullable Refusal refusal(String method, MultiMap headers) {
        if (!isAskedFor(headers)) {
            return new Refusal(426, "this address speaks WebSocket only: Upgrade: websocket is missing");
        }
        if (!method.equals("GET")) {
            return new Refusal(400, "a WebSocket is asked for by GET, not by " + method);
        }
        if (!Handshake.hasToken(String.join(",", headers.getAll("Connection")), "upgrade")) {
            return new Refusal(400, "Connection: Upgrade is missing");
        }
        if (!Handshake.VERSION.equals(headers.get(VERSION))) {
            return new Refusal(426, "Sec-WebSocket-Version must be 13, was " + headers.get(VERSION));
        }
        if (headers.getAll(KEY).size() != 1 || !Handshake.isKey(headers.get(KEY))) {
            return new Refusal(400, "Sec-WebSocket-Key must be 16 bytes in Base64");
        }
        return null;
    }

    /**
     * Answers a request that is not refused, and returns its WebSocket. Called on the event loop under its context, with the
     * request paused and no response begun; headers that the response has already are sent along.
     *
     * @param name of the socket in messages, such as {@code WebSocket of 127.0.0.1:4711}
     */
    public static Future<WebSocket> accept(
            HttpServerRequest request, NetLoop home, WebSocketOptions options, String name) {
        var headers = request.headers();
        var deflate =
                options.deflate() ? DeflateParameters.ofOffers(String.join(",", headers.getAll(EXTENSIONS))) : null;
        var protocol = chosen(headers.getAll(PROTOCOL), options.subProtocols());
        var answer = request.response().headers();
        answer.set("Upgrade", "websocket");
        answer.set("Connection", "Upgrade");
        answer.set("Sec-WebSocket-Accept", Handshake.acceptOf(headers.get(KEY)));
        if (protocol != null) {
            answer.set(PROTOCOL, protocol);
        }
        if (deflate != null) {
            answer.set(EXTENSIONS, deflate.answer());
        }
        var agreement = new Agreement(true, protocol, deflate);
        return request.toNetSocket()
                .map(socket -> Session.on(name, home, socket.pause(), agreement, options, new byte[0], () -> {}));
    }

    private static @Nullable String chosen(List<String> offered, List<String> spoken) {
        return Handshake.tokens(String.join(",", offered))
                .filter(spoken::contains)
                .findFirst()
                .orElse(null);
    }
}
