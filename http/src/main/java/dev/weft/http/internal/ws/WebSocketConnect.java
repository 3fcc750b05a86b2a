package dev.weft.http.internal.ws;

import dev.weft.http.Headers;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.NetLoop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.channels.ClosedChannelException;

/** The client's side of the handshake: from a connection to a {@link WebSocket}. */
public final class WebSocketConnect {
    private WebSocketConnect() {}

    /**
     * Checks the headers that users want beside those of the handshake, such as Origin.
     *
     * @throws IllegalArgumentException if one is the handshake's own
     */
    public static void ensureHeaders(Headers headers) {
        ClientHandshake.ensureHeaders(headers);
    }

    /**
     * Does the handshake over {@code socket}, which is paused. Called on the event loop under its context.
     *
     * @param uri for http or https
     * @param atEnd called once when the connection of a WebSocket is gone
     * @return a future that fails with {@link RefusedHandshake} if the server does not agree, and as the connection does
     */
    public static Future<WebSocket> over(
            NetLoop home, NetSocket socket, URI uri, Headers headers, WebSocketOptions options, Runnable atEnd) {
        var promise = home.context().<WebSocket>promise();
        var handshake = new ClientHandshake(uri, headers, options);
        var name = "WebSocket to ws" + uri.toString().substring("http".length());
        socket.handler(bytes -> {
            try {
                var agreement = handshake.read(bytes.getBytes());
                if (agreement != null) {
                    socket.pause();
                    promise.tryComplete(Session.on(name, home, socket, agreement, options, handshake.rest(), atEnd));
                }
            } catch (RefusedHandshake e) {
                promise.tryFail(e);
                socket.close();
            }
        });
        socket.exceptionHandler(promise::tryFail);
        socket.endHandler(ignored -> promise.tryFail(new ClosedChannelException()));
        socket.write(Buffer.buffer(handshake.request())).onFailure(promise::tryFail);
        socket.resume();
        return promise.future();
    }
}
