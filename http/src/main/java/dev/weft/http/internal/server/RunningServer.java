package dev.weft.http.internal.server;

import dev.weft.Futures;
import dev.weft.Promise;
import dev.weft.ReturnWhen;
import dev.weft.ThreadPool;
import dev.weft.WaitInterruptedException;
import dev.weft.http.Tls;
import dev.weft.http.internal.net.ChannelAccess;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.net.StreamWindow;
import dev.weft.http.internal.net.UnixSockets;
import dev.weft.http.internal.tls.VertxTls;
import dev.weft.loop.HeldStatistics;
import dev.weft.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens: one part for each event loop, which share the port.
 *
 * <p>Any thread may call any method.
 */
public final class RunningServer {
    // By this number Vert.x knows which listeners share a port that it chose.
    private static final AtomicInteger FREE_PORTS = new AtomicInteger();
    // Where servers of this JVM listen: host and port.
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    private static final System.Logger LOG = System.getLogger("dev.weft.http");
    // Of HTTP/2: streams of a connection at a time, and how often a client may reset one in how many seconds.
    private static final int MOST_STREAMS = 100;
    private static final int MOST_RESETS = 200;
    private static final int RESETS_SECONDS = 30;

    // How long handlers that were cancelled may take to answer, before their connections are cut.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** What there is of the server on one event loop. */
    private record Part(NetLoop net, @Nullable Loop loop, ServerLoop server, HttpServer socket) {}

    private final Settings settings;
    private final Network network;
    private final List<Part> parts = new ArrayList<>();
    // On all loops together.
    private final AtomicInteger connections = new AtomicInteger();

    private final ReentrantLock closing = new ReentrantLock();
    // Guarded by closing: false -> true.
    private boolean closed;

    private final @Nullable AccessLogWriter log;
    // Of TAKEN; set while it opens.
    private @Nullable String taken;

    private RunningServer(Settings settings, Network network) {
        this.settings = settings;
        this.network = network;
        this.log = settings.accessLog() == null ? null : new AccessLogWriter(settings.accessLog());
    }

    /**
     * Opens a server.
     *
     * @throws IOException if it cannot listen there
     * @throws IllegalStateException if handlers shall run on loops, and this JVM has not the flag
     */
    public static RunningServer open(Settings settings, Router router) throws IOException {
        var server = new RunningServer(settings, Network.acquire());
        boolean open = false;
        try {
            server.listen(router);
            open = true;
        } finally {
            if (!open) {
                server.close();
            }
        }
        return server;
    }

    private void listen(Router router) throws IOException {
        if (settings.unixSocket() != null) {
            UnixSockets.ensureFree(settings.unixSocket());
        } else if (settings.port() != 0) {
            take(settings.port());
        }
        var address = address();
        int loops = Math.min(settings.loops(), network.loops().size());
        for (var net : network.loops().subList(0, loops)) {
            var loop = settings.pool() == null ? openLoop(net) : null;
            var pool = loop != null ? loop : Objects.requireNonNull(settings.pool());
            var part = new Part(net, loop, new ServerLoop(net, router, pool, settings, connections, log), newSocket());
            parts.add(part);
            part.socket
                    .requestHandler(part.server::handle)
                    .invalidRequestHandler(part.server::refuse)
                    .connectionHandler(part.server.connections()::opened);
            listen(part, address);
        }
        if (taken == null && settings.unixSocket() == null) {
            take(port());
        }
    }

    /** Takes a port for this server alone: Vert.x would let a second one share it. */
    private void take(int port) throws IOException {
        var key = settings.host() + ":" + port;
        if (!TAKEN.add(key)) {
            throw new IOException("cannot listen on %s: another server of this JVM does".formatted(key));
        }
        taken = key;
    }

    private Loop openLoop(NetLoop net) {
        try {
            var loop =
                    Loop.builder().name("http-" + network.loops().indexOf(net)).over(net.executor());
            network.bind(loop, net);
            return loop;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    e.getMessage() + "\n  or have handlers run on threads: handleOn(ThreadPool.virtual())", e);
        }
    }

    private SocketAddress address() {
        if (settings.unixSocket() != null) {
            return SocketAddress.domainSocketAddress(settings.unixSocket().toString());
        }
        return settings.port() == 0
                ? SocketAddress.sharedRandomPort(FREE_PORTS.incrementAndGet(), settings.host())
                : SocketAddress.inetSocketAddress(settings.port(), settings.host());
    }

    private void listen(Part part, SocketAddress address) throws IOException {
        try {
            part.net.call("listening", () -> part.socket.listen(address));
        } catch (FailedChain e) {
            throw new IOException(
                    "cannot listen on %s: %s".formatted(where(), e.reason().getMessage()), e.reason());
        }
    }

    private String where() {
        return settings.unixSocket() != null
                ? settings.unixSocket().toString()
                : settings.host() + ":" + settings.port();
    }

    private HttpServer newSocket() {
        var streams = new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS)
                .setMaxHeaderListSize(settings.limits().head());
        var options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(settings.limits().requestLine())
                .setMaxHeaderSize(settings.limits().head())
                // A stream that is begun and reset at once costs us more than its client.
                .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                .setHttp2RstFloodWindowDuration(RESETS_SECONDS)
                // Ours does that; and Netty's drops a connection with more than 128 requests that wait.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        if (ChannelAccess.isOpen()) {
            // So that a body which its handler does not read takes little memory, and holds up no other.
            streams.setInitialWindowSize(StreamWindow.AT_FIRST);
            options.setHttp2ConnectionWindowSize(MOST_STREAMS * (StreamWindow.AT_FIRST + StreamWindow.MORE));
            // For a client that agrees on HTTP/2 and says nothing: Connections hears of it no sooner than of its
            // settings.
            options.setIdleTimeout((int) settings.limits().headTime().toMillis())
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        var config = new HttpServerConfig(options.setInitialSettings(streams));
        var tls = settings.tls();
        if (tls == null) {
            return network.vertx().createHttpServer(config);
        }
        config.setVersions(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0);
        return network.vertx().createHttpServer(config, VertxTls.server(tls));
    }

    /**
     * Has new connections use {@code tls}; those that are open go on.
     *
     * @throws IllegalArgumentException if it has no certificate, or the server was opened without
     */
    public void reload(Tls tls) {
        if (settings.tls() == null) {
            throw new IllegalArgumentException(
                    "the server was opened without TLS, which cannot be added while it runs");
        }
        var options = VertxTls.server(tls);
        var part = parts.getFirst(); // the others take it from the one that listens
        try {
            part.net.call("reloading TLS", () -> part.socket.updateSSLOptions(options, true));
        } catch (FailedChain e) {
            throw new IllegalArgumentException(
                    "the certificate cannot be used: " + e.reason().getMessage(), e.reason());
        }
    }

    /** Returns the port; 0 on a Unix socket. */
    public int port() {
        return settings.unixSocket() != null ? 0 : parts.getFirst().socket.actualPort();
    }

    /** Closes the server: no new connections, then what is in progress within the grace, then nothing. */
    public void close() {
        closing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            closing.unlock();
        }
        var idle = startClosing();
        if (!settings.shutdownGrace().isZero() && !isOver(idle, settings.shutdownGrace())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "%d requests were not over %s after the server began to close: they are cancelled"
                            .formatted(requestsInProgress(), settings.shutdownGrace()));
        }
        closeWebSockets();
        parts.forEach(part -> part.net.run(part.server::cancelAll));
        isOver(idle, LAST_WORDS);
        parts.forEach(part -> part.net.run(part.server.connections()::cutOff));
        closeSockets();
        for (var part : parts) {
            if (part.loop != null) {
                network.unbind(part.loop);
                part.loop.closeNow();
            }
        }
        if (log != null) {
            log.close();
        }
        if (taken != null) {
            TAKEN.remove(taken);
        }
        network.release();
    }

    /** Has no more connections taken, and returns what says, part by part, that no request is in progress. */
    private List<Promise<Boolean>> startClosing() {
        return parts.stream()
                .map(part -> {
                    var idle = Promise.<Boolean>named("the requests in progress");
                    part.net.run(() -> part.server.startClosing(idle));
                    return idle;
                })
                .toList();
    }

    /** Waits for {@code idle}, for no longer than {@code limit}; interrupted, for no longer at all. */
    private static boolean isOver(List<Promise<Boolean>> idle, Duration limit) {
        try {
            return Futures.await(idle.stream().map(Promise::future).toList(), ReturnWhen.ALL_COMPLETED, limit)
                    .notDone()
                    .isEmpty();
        } catch (WaitInterruptedException e) {
            return false; // the status is set, and all else is done
        }
    }

    private void closeWebSockets() {
        try (var closing = ThreadPool.virtual()) {
            for (var part : parts) {
                NetLoop.valueOf(part.net.start("WebSockets", () -> Future.succeededFuture(part.server.sockets())))
                        .forEach(socket -> closing.execute(() -> Conversations.goAway(socket)));
            }
        } catch (FailedChain e) {
            throw new AssertionError("a list cannot be made", e.reason());
        } catch (WaitInterruptedException e) {
            return; // what is left is cut off
        }
    }

    private void closeSockets() {
        var ends = parts.stream()
                .map(part -> part.net.start("closing the server", part.socket::close))
                .toList();
        boolean interrupted = Thread.interrupted();
        for (var end : ends) {
            end.exception();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how many requests are not over. */
    public int requestsInProgress() {
        return parts.stream().mapToInt(part -> part.server.inFlight()).sum();
    }

    /** Returns how many requests there were. */
    public long requests() {
        return parts.stream().mapToLong(part -> part.server.requests()).sum();
    }

    /** Returns how many connections are open. */
    public int connections() {
        return connections.get();
    }

    /** Returns how the loops were held, all taken together. */
    public HeldStatistics held() {
        long count = 0;
        var longest = Duration.ZERO;
        for (var part : parts) {
            if (part.loop != null) {
                var held = part.loop.held();
                count += held.count();
                longest = longest.compareTo(held.longest()) < 0 ? held.longest() : longest;
            }
        }
        return new HeldStatistics(count, longest);
    }
}
