package dev.weft.http.internal.tcp;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.TcpConnectException;
import dev.weft.http.TcpOptions;
import dev.weft.http.TcpStream;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.tls.NettyTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects one stream. Its fields are the event loop's, but for what says otherwise. */
public final class Connector {
    private final String target;
    private final Network network;
    private final NetLoop home;
    private final TcpOptions options;
    private final @Nullable NettyTls tls;

    // Written on the event loop, read by who waits.
    private volatile Phase phase = Phase.DNS;

    private @Nullable TcpSocket current;
    private boolean givenUp;

    private Connector(String target, Network network, TcpOptions options) {
        this.target = target;
        this.network = network;
        this.home = network.loopOfCaller();
        this.options = options;
        this.tls = options.tls() == null ? null : NettyTls.client(options.tls());
    }

    /** Connects to a host, as {@link TcpStream#connect(String, int, TcpOptions)} says. */
    public static TcpStream connect(String host, int port, TcpOptions options) {
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
        var side = new Stream.Side.Client(host, port);
        return open("%s:%d".formatted(host, port), side, options, connector -> connector.toHost(host, port));
    }

    /** Connects to a Unix socket, as {@link TcpStream#connect(Path, TcpOptions)} says. */
    public static TcpStream connect(Path unixSocket, TcpOptions options) {
        var side = new Stream.Side.Client("localhost", 1);
        return open(unixSocket.toString(), side, options, connector -> connector.toUnixSocket(unixSocket));
    }

    private interface Way {
        Future<TcpSocket> begin(Connector connector);
    }

    private static TcpStream open(String target, Stream.Side.Client side, TcpOptions options, Way way) {
        var network = Network.acquire();
        boolean done = false;
        try {
            var connector = new Connector(target, network, options);
            var socket = connector.await(way, side);
            done = true;
            var stream = new Stream(socket, side, options.connectTimeout(), network::release);
            stream.readTimeout(options.readTimeout());
            return stream;
        } finally {
            if (!done) {
                network.release();
            }
        }
    }

    private TcpSocket await(Way way, Stream.Side.Client side) {
        var connecting =
                home.start("a connection to " + target, () -> way.begin(this).compose(socket -> secured(socket, side)));
        try {
            return NetLoop.valueOf(connecting, options.connectTimeout());
        } catch (FailedChain e) {
            giveUp();
            throw Failures.of(target, phase, e.reason());
        } catch (WaitTimeoutException e) {
            connecting.cancel(); // nobody looks at its end any more
            giveUp();
            throw new TcpConnectException(
                    phase, "no connection to %s within %s, %s".formatted(target, options.connectTimeout(), phase), e);
        } catch (WaitInterruptedException e) {
            connecting.cancel();
            giveUp();
            throw e;
        }
    }

    private void giveUp() {
        home.run(() -> {
            givenUp = true;
            if (current != null) {
                current.channel().close();
            }
        });
    }

    // ---- on the event loop

    private Future<TcpSocket> toHost(String host, int port) {
        var promise = home.context().<List<InetSocketAddress>>promise();
        ((VertxInternal) network.vertx())
                .nameResolver()
                .resolveAll(home.executor(), host)
                .addListener(found -> {
                    if (found.isSuccess()) {
                        @SuppressWarnings("unchecked") // the listener's type does not carry it
                        var addresses = (List<InetSocketAddress>) found.getNow();
                        promise.tryComplete(addresses);
                    } else {
                        promise.tryFail(found.cause());
                    }
                });
        return promise.future().compose(addresses -> {
            phase = Phase.CONNECT;
            return firstOf(addresses.iterator(), port);
        });
    }

    private Future<TcpSocket> firstOf(Iterator<InetSocketAddress> addresses, int port) {
        var next = addresses.next();
        return to(new InetSocketAddress(next.getAddress(), port), false)
                .recover(reason ->
                        addresses.hasNext() && !givenUp ? firstOf(addresses, port) : Future.failedFuture(reason));
    }

    private Future<TcpSocket> toUnixSocket(Path path) {
        phase = Phase.CONNECT;
        var address = io.vertx.core.net.SocketAddress.domainSocketAddress(path.toString());
        return to(((VertxInternal) network.vertx()).transport().convert(address), true);
    }

    private Future<TcpSocket> to(SocketAddress address, boolean unix) {
        var socket = new TcpSocket("stream to " + target, home);
        var bootstrap = new Bootstrap()
                .group(home.executor())
                .channelFactory(((VertxInternal) network.vertx()).transport().channelFactory(unix))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis())
                .handler(socket);
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        }
        var promise = home.context().<TcpSocket>promise();
        bootstrap.connect(address).addListener(done -> {
            if (!done.isSuccess()) {
                promise.tryFail(done.cause());
            } else if (givenUp) {
                socket.channel().close();
            } else {
                current = socket;
                promise.tryComplete(socket);
            }
        });
        return promise.future();
    }

    private int millis() {
        return Math.toIntExact(
                Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis()));
    }

    private Future<TcpSocket> secured(TcpSocket socket, Stream.Side.Client side) {
        if (tls == null) {
            return Future.succeededFuture(socket);
        }
        phase = Phase.TLS;
        var handler = tls.handler(side.host(), side.port());
        handler.setHandshakeTimeoutMillis(millis());
        var promise = home.context().<Void>promise();
        socket.startTls(handler, promise);
        return promise.future().map(socket);
    }
}
