package dev.weft.http.internal.server;

import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.http.internal.net.Inbound;
import dev.weft.http.internal.net.NetLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The server on one event loop: routes what comes there, and keeps what is not over. Touched on that loop only, where nothing else
 * is said.
 */
final class ServerLoop {
    private final NetLoop net;
    private final Router router;
    private final Settings settings;
    // One for each route, so that its jobs have its name.
    private final List<Pool> views;
    private final Heads heads = new Heads();
    private final Connections connections;

    // Those that are not over, newest first.
    private @Nullable Exchange first;
    private int inFlight;
    private final int mostInFlight;

    /**
     * Makes the part of a server for {@code net}.
     *
     * @param open how many connections there are on all loops
     */
    ServerLoop(NetLoop net, Router router, Pool pool, Settings settings, AtomicInteger open) {
        this.net = net;
        this.router = router;
        this.settings = settings;
        this.connections = new Connections(net, settings.limits(), open);
        this.mostInFlight = Math.ceilDiv(settings.limits().requests(), settings.loops());
        this.views =
                router.routes().stream().map(route -> pool.named(route.name())).toList();
    }

    // ---- settings, for any thread

    NetLoop net() {
        return net;
    }

    int maxBytes() {
        return settings.limits().bodyInMemory();
    }

    long maxUpload() {
        return settings.limits().body();
    }

    Duration readLimit() {
        return settings.limits().idle();
    }

    Duration writeLimit() {
        return settings.limits().idle();
    }

    boolean cancelsOnDisconnect() {
        return settings.cancelOnDisconnect();
    }

    // ---- requests

    Connections connections() {
        return connections;
    }

    Heads heads() {
        return heads;
    }

    /** Takes a request, whose head has arrived. */
    void handle(HttpServerRequest request) {
        Inbound inbound = mayHaveBody(request) ? read(request) : null;
        var path = request.path();
        var match = router.find(request.method().name(), path == null ? "" : path);
        var exchange = new Exchange(this, request, match, inbound);
        link(exchange);
        connections.begin(request.connection());
        request.response().closeHandler(exchange);
        if (inFlight > mostInFlight) {
            exchange.refuse("%d requests are in progress".formatted(inFlight - 1));
            return;
        }
        try {
            exchange.runsAs(views.get(match.route().index()).submit(JobOptions.none(), exchange));
        } catch (RejectedExecutionException e) {
            exchange.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        var headers = request.headers();
        return request.version() == HttpVersion.HTTP_2
                || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private Inbound read(HttpServerRequest request) {
        request.pause();
        return new Inbound("body of the request", net, request);
    }

    /** Lets go of what the client still sends of a body that nobody wants. */
    void drain(HttpServerRequest request, Inbound inbound) {
        inbound.discard();
    }

    /** Answers what is no request: the connection is closed after that. */
    void refuse(HttpServerRequest request) {
        var why = request.decoderResult().cause();
        int status = why instanceof BadRequestException bad ? bad.status() : 400;
        var text = (why instanceof BadRequestException ? why.getMessage() : "no request that can be understood") + "\n";
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaderNames.CONNECTION, "close")
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(text);
    }

    // ---- what is not over

    private void link(Exchange exchange) {
        exchange.next = first;
        if (first != null) {
            first.previous = exchange;
        }
        first = exchange;
        inFlight++;
    }

    /** Hears, once, that {@code exchange} is over. */
    void ended(Exchange exchange) {
        if (exchange.previous != null) {
            exchange.previous.next = exchange.next;
        } else {
            first = exchange.next;
        }
        if (exchange.next != null) {
            exchange.next.previous = exchange.previous;
        }
        exchange.next = null;
        exchange.previous = null;
        inFlight--;
        connections.end(exchange.connection());
    }
}
