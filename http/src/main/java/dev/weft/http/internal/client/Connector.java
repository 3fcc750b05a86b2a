package dev.weft.http.internal.client;

import dev.weft.Promise;
import dev.weft.WaitTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.tls.VertxTls;
import dev.weft.internal.time.Nanos;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
    private final boolean http2;
    private final ClientSSLOptions ssl;
    private final @Nullable String serverName;
    // Those who wait for one.
    private final Set<Promise<Connection>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Connector(Settings settings, Network network, ConnectionPool pool) {
        this.pool = pool;
        this.names = new Names(settings.resolver(), settings.dnsCache());
        this.http2 = settings.http2();
        this.ssl = VertxTls.client(settings.tls());
        this.serverName = VertxTls.serverName(settings.tls());
        this.agents = new Agents(network, options(settings));
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
        var addresses = addresses(route, limits);
        var promise = Promise.<Connection>named("the connection to " + route);
        pending.add(promise);
        try {
            if (closed) {
                throw new FailedConnect(Phase.CONNECT, new PoolClosedException());
            }
            home.run(() -> {
                try {
                    begin(route, home, addresses, limits, promise);
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
    private void begin(
            Route route, NetLoop home, List<InetAddress> addresses, Limits limits, Promise<Connection> promise) {
        int connectMillis = millis(Nanos.of(limits.timeouts.connect()));
        var agent = agents.of(connectMillis);
        new Race<SocketAddress, HttpClientConnection>(
                        home.context(),
                        sockets(route, addresses),
                        address -> agent.connect(options(route, address, limits, connectMillis)),
                        HttpClientConnection::close)
                .run()
                .onComplete(
                        vertx -> {
                            if (!promise.trySucceed(watched(new Connection(route, home, vertx)))) {
                                vertx.close();
                            }
                        },
                        promise::tryFail);
        // A race over several addresses takes no longer than one. With TLS, whose own limit begins later, this is the
        // last resort.
        long most = route.secure() ? (long) connectMillis + millis(Nanos.of(limits.timeouts.tls())) : connectMillis;
        home.context()
                .setTimer(
                        most,
                        _ -> promise.tryFail(
                                new ConnectTimeoutException("no address of " + route.next() + " answers")));
    }

    private Connection watched(Connection connection) {
        connection.vertx.exceptionHandler(ignored -> {}); // it fails the exchange, too
        connection.vertx.closeHandler(ignored -> pool.closed(connection));
        if (connection.multiplexed) {
            connection.vertx.setWindowSize(HTTP2_CONNECTION_WINDOW);
            connection.vertx.goAwayHandler(ignored -> pool.retire(connection));
        }
        return connection;
    }

    private static List<SocketAddress> sockets(Route route, List<InetAddress> addresses) {
        var unixSocket = route.unixSocket();
        return unixSocket != null
                ? List.of(SocketAddress.domainSocketAddress(unixSocket.toString()))
                : Race.interleaved(addresses, InetAddress::getClass).stream()
                        .map(address ->
                                SocketAddress.inetSocketAddress(new InetSocketAddress(address, route.nextPort())))
                        .toList();
    }

    private HttpConnectOptions options(Route route, SocketAddress address, Limits limits, int connectMillis) {
        var options = new HttpConnectOptions()
                .setServer(address)
                .setHost(serverName != null ? serverName : route.host())
                .setPort(route.port())
                .setSsl(route.secure());
        var proxy = route.proxy();
        if (proxy != null && route.isTunnelled()) {
            options.setServer(SocketAddress.inetSocketAddress(route.port(), route.host()))
                    .setProxyOptions(new ProxyOptions()
                            .setType(ProxyType.valueOf(proxy.kind().name()))
                            .setHost(address.hostAddress())
                            .setPort(address.port())
                            .setUsername(proxy.user())
                            .setPassword(proxy.password() == null && proxy.user() != null ? "" : proxy.password())
                            .setConnectTimeout(Duration.ofMillis(connectMillis)));
        }
        if (route.secure()) {
            options.setSslOptions(ssl.copy()
                    .setSslHandshakeTimeout(millis(Nanos.of(limits.timeouts.tls())))
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        }
        if (!route.secure() || !http2) {
            options.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        return options;
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

    /** Closes what is still being opened, too; the connections are closed before. */
    @Override
    public void close() {
        names.close();
        agents.close();
    }
}
