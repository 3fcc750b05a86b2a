package dev.weft.http.internal.server;

import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.Promise;
import dev.weft.http.AccessLog;
import dev.weft.http.HttpError;
import dev.weft.http.WebSocket;
import dev.weft.http.internal.net.NetLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The server on one event loop: routes what comes there, and keeps what is not over. Touched on that loop only, where nothing else
 * is said.
 */
final class ServerLoop {
    private final NetLoop net;
    private final Router router;
    private final Pool pool;
    private final Settings settings;
    // For each route, so that its jobs have its name.
    private final List<JobOptions> options;
    private final Heads heads = new Heads();
    private final IncomingBodies bodies;
    private final Connections connections;
    private final @Nullable AccessLogWriter log;
    private final int mostInFlight;

    // Those that are not over, newest first.
    private @Nullable Exchange first;
    private final Set<Exchange> sockets = new HashSet<>();
    // Handlers whose client is gone, and who go on.
    private final Set<Future<?>> orphans = new HashSet<>();
    // Written here only, read by all: how many are not over, and how many there were.
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private long refused;
    // Set while the server waits for those that are not over.
    private @Nullable Promise<Boolean> whenIdle;

    /**
     * Makes the part of a server for {@code net}.
     *
     * @param open how many connections there are on all loops
     * @param log may be {@code null}
     */
    ServerLoop(
            NetLoop net,
            Router router,
            Pool pool,
            Settings settings,
            AtomicInteger open,
            @Nullable AccessLogWriter log) {
        this.net = net;
        this.router = router;
        this.pool = pool;
        this.settings = settings;
        this.log = log;
        this.bodies = new IncomingBodies(net);
        this.connections = new Connections(net, settings.limits(), open);
        this.mostInFlight = Math.ceilDiv(settings.limits().requests(), settings.loops());
        // A pool that is full must not have the event loop wait, on which those who would make room depend: the limit
        // of requests bounds what waits there.
        this.options = router.routes().stream()
                .map(route -> JobOptions.none().withName(route.name()).waited())
                .toList();
    }

    // ---- for any thread

    NetLoop net() {
        return net;
    }

    int maxBytes() {
        return settings.limits().bodyInMemory();
    }

    long maxUpload() {
        return settings.limits().body();
    }

    /** Returns how long a client may send or take nothing. */
    Duration idle() {
        return settings.limits().idle();
    }

    boolean cancelsOnDisconnect() {
        return settings.cancelOnDisconnect();
    }

    boolean compresses() {
        return settings.compression();
    }

    /** Returns how many requests are not over. */
    int inFlight() {
        return inFlight.get();
    }

    /** Returns how many requests there were. */
    long requests() {
        return requests.get();
    }

    // ---- requests

    Heads heads() {
        return heads;
    }

    IncomingBodies bodies() {
        return bodies;
    }

    Connections connections() {
        return connections;
    }

    /** Takes a request, whose head has arrived. */
    void handle(HttpServerRequest request) {
        var inbound = bodies.open(request);
        var path = request.path();
        var match = router.find(request.method().name(), path == null ? "" : path);
        var exchange = new Exchange(this, request, match, inbound, log == null ? 0 : System.nanoTime());
        link(exchange);
        exchange.connection = connections.begin(request.connection());
        request.response().closeHandler(exchange);
        var refusal = refusal(request);
        if (refusal != null) {
            exchange.refuse(refusal);
            return;
        }
        // Handlers without a client count, too: else who asks and goes, again and again, would have any number of them
        // run.
        if (inFlight.getPlain() + orphans.size() > mostInFlight) {
            exchange.refuse("%d requests are in progress on one loop".formatted(mostInFlight));
            return;
        }
        try {
            exchange.runsAs(pool.submit(options.get(match.route().index()), exchange));
        } catch (RejectedExecutionException e) {
            exchange.refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Returns why a request is not given to its handler; {@code null} if it is. */
    private @Nullable HttpError refusal(HttpServerRequest request) {
        var headers = request.headers();
        if (request.version() == HttpVersion.HTTP_2
                && count(headers) > settings.limits().headers()) {
            return new HttpError(
                    431, "more than %d headers".formatted(settings.limits().headers()));
        }
        if (headers.contains(HttpHeaderNames.EXPECT) && !expectsContinueOnly(headers)) {
            return new HttpError(417, "only 100-continue can be expected");
        }
        // Before a byte of it comes; a body without a length is counted while it is read.
        boolean tooLong = IncomingBodies.declaredLength(request) > maxUpload();
        return tooLong
                ? new HttpError(413, "the body is longer than the %d bytes taken here".formatted(maxUpload()))
                : null;
    }

    private static boolean expectsContinueOnly(MultiMap headers) {
        return headers.getAll(HttpHeaderNames.EXPECT).stream().allMatch("100-continue"::equalsIgnoreCase);
    }

    private static int count(MultiMap headers) {
        int count = 0;
        for (var _ : headers) { // its size() counts names
            count++;
        }
        return count;
    }

    /** Answers what is no request: the connection is closed after that. */
    void refuse(HttpServerRequest request) {
        var why = request.decoderResult().cause();
        int status = why instanceof BadRequestException bad ? bad.status() : 400;
        var text = why instanceof BadRequestException bad ? bad.getMessage() : "no request that can be understood";
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaderNames.CONNECTION, "close")
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(text + "\n");
    }

    // ---- what is not over

    private void link(Exchange exchange) {
        exchange.next = first;
        if (first != null) {
            first.previous = exchange;
        }
        first = exchange;
        inFlight.lazySet(inFlight.getPlain() + 1);
        requests.lazySet(requests.getPlain() + 1);
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
        if (!sockets.isEmpty() && sockets.remove(exchange)) { // an object's first hash code is not for nothing
            connections.upgradedClosed();
        } else {
            connections.end(exchange.connection);
            countOne();
        }
        if (log != null) {
            log.add(entry(exchange));
        }
    }

    /** Returns how many requests were not begun since there was no room, with this one. */
    long countRefused() {
        refused++;
        return refused;
    }

    private void countOne() {
        int left = inFlight.getPlain() - 1;
        inFlight.lazySet(left);
        if (left == 0 && whenIdle != null) {
            whenIdle.trySucceed(true);
        }
    }

    /** Hears that {@code exchange} becomes a WebSocket: it is no request in progress any more, and not over. */
    void upgraded(Exchange exchange) {
        sockets.add(exchange);
        connections.upgraded(exchange.request().connection());
        countOne();
    }

    private static AccessLog.Entry entry(Exchange exchange) {
        var request = exchange.request();
        var took = Duration.ofNanos(System.nanoTime() - exchange.beganNanos());
        var response = request.response();
        return new AccessLog.Entry(
                SocketRequest.remote(request),
                Instant.now().minus(took),
                took,
                request.method().name(),
                request.uri(),
                SocketRequest.version(request),
                exchange.status(),
                response.bytesWritten(),
                request.getHeader(HttpHeaderNames.REFERER),
                request.getHeader(HttpHeaderNames.USER_AGENT));
    }

    // ---- the end

    /** Takes no more connections, lets each end after its requests, and says so by {@code end} when none is left. */
    void startClosing(Promise<Boolean> end) {
        connections.startClosing(settings.shutdownGrace(), () -> {
            whenIdle = end;
            if (inFlight.getPlain() == 0) {
                end.trySucceed(true);
            }
        });
    }

    /** Returns the WebSockets that are open. */
    List<WebSocket> sockets() {
        return sockets.stream()
                .<WebSocket>mapMulti((exchange, each) -> {
                    var socket = exchange.socket();
                    if (socket != null) {
                        each.accept(socket);
                    }
                })
                .toList();
    }

    /** Hears that the client of {@code job} is gone before it ended. */
    void outlived(Future<?> job) {
        orphans.add(job);
        job.addDoneCallback(done -> net.run(() -> orphans.remove(done)));
    }

    /** Cancels the handlers that are not over. */
    void cancelAll() {
        List.copyOf(orphans).forEach(job -> job.cancel(true));
        for (var exchange = first; exchange != null; exchange = exchange.next) {
            exchange.cancel();
        }
    }
}
