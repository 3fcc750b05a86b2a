package dev.weft.http.internal.client;

import dev.weft.WaitTimeoutException;
import dev.weft.http.ClientRequest;
import dev.weft.http.Phase;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.ws.RefusedHandshake;
import dev.weft.http.internal.ws.WebSocketConnect;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Turns a request into a WebSocket: a connection of its own, which counts as one of the client's, and the handshake over it. */
final class WebSocketOpening {
    private final ClientRequest request;
    private final WebSocketOptions options;
    private final Limits limits;
    private final Access access;
    private final Failures failures;

    private final Set<WebSocket> open;
    // The connection is gone; then the socket, unless it was never there.
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable WebSocket opened;

    /** Prepares to open one, which will be in {@code open} until its connection is gone. */
    WebSocketOpening(
            Engine engine, ClientRequest request, WebSocketOptions options, Limits limits, Set<WebSocket> open) {
        this.request = request;
        this.options = options;
        this.limits = limits;
        this.access = new Access(engine, request, limits);
        this.failures = access.failures();
        this.open = open;
    }

    WebSocket run() {
        WebSocketConnect.ensureHeaders(request.headers());
        access.right();
        var connection = access.openSocket();
        boolean done = false;
        try {
            var socket = handshake(connection);
            opened = socket;
            open.add(socket);
            if (over.get()) {
                open.remove(socket);
            }
            done = true;
            return socket;
        } finally {
            if (!done) {
                access.home().run(connection::close);
                gone();
            }
        }
    }

    private WebSocket handshake(NetSocket connection) {
        var home = access.home();
        var opening = home.start(
                "the WebSocket of " + request,
                () -> WebSocketConnect.over(home, connection, request.uri(), request.headers(), options, this::gone));
        try {
            return NetLoop.valueOf(opening, limits.of(Phase.RESPONSE));
        } catch (FailedChain e) {
            throw e.reason() instanceof RefusedHandshake refused
                    ? failures.noWebSocket(refused)
                    : failures.noResponse(e.reason());
        } catch (WaitTimeoutException e) {
            throw failures.timeout(Phase.RESPONSE, limits);
        } finally {
            opening.cancel(); // nobody looks at its end any more
        }
    }

    // By whoever sees it first: this caller, who gives up, or the event loop.
    private void gone() {
        if (over.compareAndSet(false, true)) {
            access.giveBackRight();
            var socket = opened;
            if (socket != null) {
                open.remove(socket);
            }
        }
    }
}
