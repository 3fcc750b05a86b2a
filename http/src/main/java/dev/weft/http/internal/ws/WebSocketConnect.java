package dev.weft.http.internal.ws;

import dev.weft.http.Headers;
import dev.weft.http.Tls;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.tls.VertxTls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Locale;

/** The client's side of the handshake: from an address to a {@link WebSocket}. */
public final class WebSocketConnect {
    private final NetLoop home;
    private final URI uri;
    private final Headers headers;
    private final Tls tls;
    private final WebSocketOptions options;

    /**
     * Connects to {@code uri}, and waits for it.
     *
     * @param uri {@code ws}, {@code wss}, {@code http} or {@code https}
     * @param headers sent beside those of the handshake, such as Origin, Cookie and Authorization
     * @throws IllegalArgumentException if the address is of another scheme or has no host, or a header is the handshake's own
     * @throws FailedChain if it failed; the cause is what with: {@link RefusedHandshake}, or what connecting failed with
     * @throws dev.weft.WaitTimeoutException if it took longer than {@link WebSocketOptions#connectTimeout}; it is cut then
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; it is cut then
     */
    public static WebSocket open(Network network, URI uri, Headers headers, Tls tls, WebSocketOptions options)
            throws FailedChain {
        var connect = new WebSocketConnect(network.loopOfCaller(), uri, headers, tls, options);
        // One for each: it closes with its connection, and holds what TLS was told.
        var client = network.vertx().createNetClient(new NetClientOptions().setTcpNoDelay(true));
        var opening = connect.home.start("the handshake with " + uri, () -> connect.begin(client));
        boolean done = false;
        try {
            var socket = NetLoop.valueOf(opening, options.connectTimeout());
            done = true;
            return socket;
        } finally {
            if (!done) {
                opening.cancel(); // nobody looks at its end any more
                var _ = client.close();
            }
        }
    }

    private WebSocketConnect(NetLoop home, URI uri, Headers headers, Tls tls, WebSocketOptions options) {
        this.home = home;
        this.uri = uri;
        this.headers = headers;
        this.tls = tls;
        this.options = options;
        ClientHandshake.ensureAddress(uri);
        ClientHandshake.ensureHeaders(headers);
    }

    private Future<WebSocket> begin(NetClient client) {
        var host = uri.getHost().replaceAll("^\\[|]$", "");
        var target = new ConnectOptions()
                .setRemoteAddress(SocketAddress.inetSocketAddress(ClientHandshake.portOf(uri), host))
                .setHost(host)
                .setPort(ClientHandshake.portOf(uri))
                .setTimeout(Math.toIntExact(
                        Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis())));
        if (isSecure()) {
            var name = VertxTls.serverName(tls);
            target.setSsl(true)
                    .setSslOptions(VertxTls.client(tls))
                    .setHost(name == null ? host : name)
                    .setSniServerName(name == null ? host : name);
        }
        // Held by the session until its end: a client that nobody holds any more closes what it has opened.
        return client.connect(target).compose(socket -> over(socket, client::close));
    }

    private boolean isSecure() {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("wss") || scheme.equals("https");
    }

    /**
     * Does the handshake over a connection that was made elsewhere, such as through a proxy, and fails with
     * {@link RefusedHandshake} if the server does not agree. Called on the event loop under its context.
     *
     * @param atEnd called once when the connection of a WebSocket is gone
     */
    public static Future<WebSocket> over(
            NetLoop home, NetSocket socket, URI uri, Headers headers, WebSocketOptions options, Runnable atEnd) {
        return new WebSocketConnect(home, uri, headers, Tls.platform(), options).over(socket, atEnd);
    }

    private Future<WebSocket> over(NetSocket socket, Runnable atEnd) {
        var promise = home.context().<WebSocket>promise();
        var handshake = new ClientHandshake(uri, headers, options);
        socket.handler(bytes -> {
            try {
                var agreement = handshake.read(bytes.getBytes());
                if (agreement != null) {
                    socket.pause();
                    promise.tryComplete(Session.on(
                            "WebSocket to " + uri, home, socket, agreement, options, handshake.rest(), atEnd));
                }
            } catch (RefusedHandshake e) {
                promise.tryFail(e);
                socket.close();
            }
        });
        socket.exceptionHandler(promise::tryFail);
        socket.endHandler(ignored ->
                promise.tryFail(new RefusedHandshake(0, "%s ended the connection in the handshake".formatted(uri))));
        socket.write(Buffer.buffer(handshake.request())).onFailure(promise::tryFail);
        return promise.future();
    }
}
