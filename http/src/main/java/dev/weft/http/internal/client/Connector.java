package dev.weft.http.internal.client;

import dev.weft.Promise;
import dev.weft.WaitTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.internal.net.ChannelAccess;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.net.StreamsWritable;
import dev.weft.http.internal.tls.VertxTls;
import dev.weft.internal.time.Nanos;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: looks the host up, and races over its addresses.
 *
 * <p>Any thread may call any method.
 */
final class Connector implements AutoCloseable {
    // A response's body comes in pieces of at most this size; Vert.x's own 8 KiB costs a big one much.
    private static final int MOST_PER_PIECE = 256 * 1024;
    private static final int MOST_HEAD_BYTES = 64 * 1024;
    // What may be on its way unread: of one response; and of a connection, so much that 100 unread responses do not
    // hold up the others.
    private static final int HTTP2_WINDOW = 1 << 20;
    private static final int HTTP2_CONNECTION_WINDOW = 128 << 20;

    private final ConnectionPool pool;
    private final Names names;
    private final Agents agents;
    private final Sockets sockets;
    private final boolean http2;
    private final ClientSSLOptions ssl;
    private final @Nullable String serverName;
    // Those who wait for one.
    private final Set<Promise<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Connector(Settings settings, Network network, ConnectionPool pool) {
        this.pool = pool;
        this.names = new Names(settings.resolver(), settings.dnsCache());
        this.http2 = settings.http2();
        this.ssl = VertxTls.client(settings.tls());
        this.serverName = VertxTls.serverName(settings.tls());
        this.agents = new Agents(network, options(settings));
        this.sockets = new Sockets(network);
    }

    private static HttpClientOptions options(Settings settings) {
        var options = new HttpClientOptions()
                .setMaxChunkSize(MOST_PER_PIECE)
                .setMaxInitialLineLength(MOST_HEAD_BYTES)
                .setMaxHeaderSize(MOST_HEAD_BYTES)
                .setTcpNoDelay(true)
                .setHttp2ClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings().setPushEnabled(false).setInitialWindowSize(HTTP2_WINDOW))
                .setKeepAlive(true);
        return settings.http2()
                ? options.setUseAlpn(true).setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                : options;
    }

    /**
     * Opens a connection on {@code home}, waiting for it. A caller that gives up leaves nothing behind: what connects after that is closed.
     *
     * @throws FailedConnect if that failed; the cause and the phase say how
     */
    Connection connect(Route route, NetLoop home, Limits limits) throws FailedConnect {
        int connectMillis = connectMillis(limits);
        return dialled(
                route,
                home,
                limits,
                new Dial<>(
                        address -> agents.of(connectMillis).connect(httpOptions(route, address, limits, connectMillis)),
                        HttpClientConnection::close,
                        vertx -> watched(new Connection(route, home, vertx))));
    }

    /** Opens a socket, as {@link #connect} does a connection; it is paused. */
    NetSocket socket(Route route, NetLoop home, Limits limits) throws FailedConnect {
        int connectMillis = connectMillis(limits);
        return dialled(
                route,
                home,
                limits,
                new Dial<>(
                        address -> sockets.client().connect(socketOptions(route, address, limits, connectMillis)),
                        NetSocket::close,
                        NetSocket::pause));
    }

    /**
     * How something is connected, on the event loop.
     *
     * @param to connects to one address
     * @param drop closes what nobody wants any more
     * @param use makes of it what the caller gets
     */
    private record Dial<C, R>(Function<SocketAddress, Future<C>> to, Consumer<C> drop, Function<C, R> use) {}

    private <C, R> R dialled(Route route, NetLoop home, Limits limits, Dial<C, R> dial) throws FailedConnect {
        var addresses = addresses(route, limits);
        var promise = Promise.<R>named("the connection to " + route);
        pending.add(promise);
        try {
            if (closed) {
                throw new FailedConnect(Phase.CONNECT, new PoolClosedException());
            }
            home.run(() -> {
                try {
                    begin(route, home, addresses, limits, dial, promise);
                } catch (RuntimeException e) {
                    promise.tryFail(e);
                }
            });
            return NetLoop.valueOf(promise.future(), limits.left());
        } catch (FailedChain e) {
            if (e.reason() instanceof IOException) {
                names.forget(route.nextHost());
            }
            throw new FailedConnect(Failures.phaseOfConnect(e.reason()), e.reason());
        } catch (WaitTimeoutException e) {
            throw new FailedConnect(Phase.CONNECT, e);
        } finally {
            promise.future().cancel(false); // the caller is gone, if it is not done
            pending.remove(promise);
        }
    }

    private List<InetAddress> addresses(Route route, Limits limits) throws FailedConnect {
        if (route.unixSocket() != null) {
            return List.of();
        }
        var literal = literal(route.nextHost());
        if (literal != null) {
            return List.of(literal);
        }
        try {
            return NetLoop.valueOf(names.addresses(route.nextHost()), limits.of(Phase.DNS));
        } catch (FailedChain e) {
            throw new FailedConnect(Phase.DNS, e.reason());
        } catch (WaitTimeoutException e) {
            throw new FailedConnect(Phase.DNS, e);
        }
    }

    // On the event loop.
    private static <C, R> void begin(
            Route route,
            NetLoop home,
            List<InetAddress> addresses,
            Limits limits,
            Dial<C, R> dial,
            Promise<R> promise) {
        new Race<>(home.context(), remotes(route, addresses), dial.to, dial.drop)
                .run()
                .onComplete(
                        connected -> {
                            if (!promise.trySucceed(dial.use.apply(connected))) {
                                dial.drop.accept(connected);
                            }
                        },
                        promise::tryFail);
        // A race over several addresses takes no longer than one. With TLS, whose own limit begins later, this is the
        // last resort.
        int connectMillis = connectMillis(limits);
        long most = route.secure() ? (long) connectMillis + tlsMillis(limits) : connectMillis;
        home.context()
                .setTimer(
                        most,
                        _ -> promise.tryFail(
                                new ConnectTimeoutException("no address of " + route.next() + " answers")));
    }

    private Connection watched(Connection connection) {
        connection.vertx.exceptionHandler(ignored -> {}); // it fails the exchange, too
        var inner = connection.vertx.closeHandler(ignored -> {
            pool.closed(connection);
            connection.home.context().runOnContext(_ -> connection.closed());
        });
        if (connection.multiplexed) {
            connection.vertx.setWindowSize(HTTP2_CONNECTION_WINDOW);
            connection.vertx.goAwayHandler(ignored -> pool.retire(connection));
        }
        // A client's connection only wraps what carries the channel, but returns that from what is fluent.
        var channel = ChannelAccess.tryChannel(inner);
        if (channel != null && connection.multiplexed) {
            InterimHttp2Responses.dropOn(channel);
            StreamsWritable.watch(channel);
        } else if (channel != null) {
            prepare(channel);
        }
        return connection;
    }

    /** Has an answer over HTTP/1.1 count that comes early or in between, and a long one cost less. */
    private static void prepare(Channel channel) {
        // Else a write that fails closes at once what may hold an answer that is not read yet.
        channel.config().setAutoClose(false);
        // From the system in such pieces, too, where there is as much: each costs a hand-over to the reader.
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 2048, MOST_PER_PIECE));
        channel.pipeline().addBefore("handler", "interim", new InterimResponses());
    }

    private static List<SocketAddress> remotes(Route route, List<InetAddress> addresses) {
        var unixSocket = route.unixSocket();
        return unixSocket != null
                ? List.of(SocketAddress.domainSocketAddress(unixSocket.toString()))
                : Race.interleaved(addresses, InetAddress::getClass).stream()
                        .map(address ->
                                SocketAddress.inetSocketAddress(new InetSocketAddress(address, route.nextPort())))
                        .toList();
    }

    private HttpConnectOptions httpOptions(Route route, SocketAddress address, Limits limits, int connectMillis) {
        var options = new HttpConnectOptions()
                .setServer(route.isTunnelled() ? target(route) : address)
                .setHost(tlsHost(route))
                .setPort(route.port())
                .setSsl(route.secure());
        if (route.isTunnelled()) {
            options.setProxyOptions(proxyOptions(route, address, connectMillis));
        }
        if (route.secure()) {
            options.setSslOptions(sslOptions(limits));
        }
        if (!route.secure() || !http2) {
            options.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        return options;
    }

    private ConnectOptions socketOptions(Route route, SocketAddress address, Limits limits, int connectMillis) {
        var options = new ConnectOptions()
                .setRemoteAddress(route.proxy() != null ? target(route) : address)
                .setHost(tlsHost(route))
                .setPort(route.port())
                .setTimeout(connectMillis)
                .setSsl(route.secure());
        if (route.proxy() != null) {
            options.setProxyOptions(proxyOptions(route, address, connectMillis));
        }
        if (route.secure()) {
            options.setSslOptions(sslOptions(limits)).setSniServerName(tlsHost(route));
        }
        return options;
    }

    private String tlsHost(Route route) {
        return serverName != null ? serverName : route.host();
    }

    private static SocketAddress target(Route route) {
        return SocketAddress.inetSocketAddress(route.port(), route.host());
    }

    private static ProxyOptions proxyOptions(Route route, SocketAddress address, int connectMillis) {
        var proxy = Objects.requireNonNull(route.proxy());
        return new ProxyOptions()
                .setType(ProxyType.valueOf(proxy.kind().name()))
                .setHost(address.hostAddress())
                .setPort(address.port())
                .setUsername(proxy.user())
                .setPassword(proxy.password() == null && proxy.user() != null ? "" : proxy.password())
                .setConnectTimeout(Duration.ofMillis(connectMillis));
    }

    private ClientSSLOptions sslOptions(Limits limits) {
        return ssl.copy().setSslHandshakeTimeout(tlsMillis(limits)).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static int connectMillis(Limits limits) {
        return millis(Nanos.of(limits.timeouts.connect()));
    }

    private static int tlsMillis(Limits limits) {
        return millis(Nanos.of(limits.timeouts.tls()));
    }

    // What Netty takes: an int, of which 0 would be none.
    private static int millis(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos), 1, Integer.MAX_VALUE);
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return null; // a name
        }
    }

    /** Has those who wait for a connection fail with {@link PoolClosedException}. */
    void refuse() {
        closed = true;
        pending.forEach(promise -> promise.tryFail(new PoolClosedException()));
    }

    /** Closes the sockets that are no connections. */
    void closeSockets() {
        sockets.close();
    }

    /** Closes what is still being opened, too; the connections are closed before. */
    @Override
    public void close() {
        names.close();
        agents.close();
    }
}
