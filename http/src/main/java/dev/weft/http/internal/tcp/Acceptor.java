package dev.weft.http.internal.tcp;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ReturnWhen;
import dev.weft.http.Phase;
import dev.weft.http.TcpConnectException;
import dev.weft.http.TcpHandler;
import dev.weft.http.Tls;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.net.UnixSockets;
import dev.weft.http.internal.tls.NettyTls;
import dev.weft.loop.Loop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketAddress;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A server's listening socket, the loops that its jobs run on, and the jobs. Any thread may call any method. */
public final class Acceptor {
    private static final System.Logger LOG = System.getLogger("dev.weft.http");
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Settings settings;
    private final TcpHandler handler;
    private final Network network;
    private final @Nullable NettyTls tls;
    // One for each event loop; all the same if the user gave a pool.
    private final IdentityHashMap<EventLoop, Place> places = new IdentityHashMap<>();
    private final List<Loop> loops = new ArrayList<>();
    private final Set<Future<?>> jobs = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    // Set before it is handed out.
    private @Nullable Channel listening;

    /** Where connections of an event loop are handled. */
    private record Place(NetLoop home, Pool pool) {}

    /** What a builder was told; a {@code pool} of {@code null} stands for loops over the event loops. */
    public record Settings(
            String host,
            int port,
            @Nullable Path unixSocket,
            @Nullable Tls tls,
            @Nullable Pool pool,
            Duration handshakeTimeout,
            Duration shutdownGrace) {}

    private Acceptor(Settings settings, TcpHandler handler, Network network) {
        this.settings = settings;
        this.handler = handler;
        this.network = network;
        this.tls = settings.tls() == null ? null : NettyTls.server(settings.tls());
    }

    /** Opens a server, as {@link dev.weft.http.TcpServer.Builder#open} says. */
    public static Acceptor open(Settings settings, TcpHandler handler) {
        var network = Network.acquire();
        boolean done = false;
        Acceptor acceptor = null;
        try {
            acceptor = new Acceptor(settings, handler, network);
            acceptor.openPlaces();
            acceptor.listen();
            done = true;
            return acceptor;
        } finally {
            if (!done) {
                if (acceptor != null) {
                    acceptor.closePlaces();
                }
                network.release();
            }
        }
    }

    private void openPlaces() {
        for (var home : network.loops()) {
            var pool = settings.pool();
            places.put(home.executor(), new Place(home, (pool == null ? openLoop(home) : pool).named("connection")));
        }
    }

    private Loop openLoop(NetLoop home) {
        var loop = Loop.builder().name("tcp-server-" + (loops.size() + 1)).over(home.executor());
        network.bind(loop, home);
        loops.add(loop);
        return loop;
    }

    private void listen() {
        var vertx = (VertxInternal) network.vertx();
        var path = settings.unixSocket();
        if (path != null) {
            ensureFree(path);
        }
        var bootstrap = new ServerBootstrap()
                .group(vertx.acceptorEventLoopGroup(), vertx.nettyEventLoopGroup())
                .channelFactory(vertx.transport().serverChannelFactory(path != null))
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        if (path == null) {
            bootstrap
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true);
        }
        var where = path == null
                ? addressOf(settings.host(), settings.port())
                : vertx.transport().convert(io.vertx.core.net.SocketAddress.domainSocketAddress(path.toString()));
        try {
            listening = network.loops().getFirst().call("listening on " + where, () -> {
                var promise = io.vertx.core.Promise.<Channel>promise();
                var binding = bootstrap.bind(where);
                binding.addListener(done -> {
                    if (done.isSuccess()) {
                        promise.tryComplete(binding.channel());
                    } else {
                        promise.tryFail(done.cause());
                    }
                });
                return promise.future();
            });
        } catch (FailedChain e) {
            throw new TcpConnectException(
                    Phase.CONNECT,
                    "cannot listen on %s: %s".formatted(where, e.reason().getMessage()),
                    e.reason());
        }
    }

    private static void ensureFree(Path path) {
        try {
            UnixSockets.ensureFree(path);
        } catch (IOException e) {
            throw new TcpConnectException(Phase.CONNECT, String.valueOf(e.getMessage()), e);
        }
    }

    private static InetSocketAddress addressOf(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new TcpConnectException(Phase.DNS, "cannot listen on %s: there is no such host".formatted(host), e);
        }
    }

    // ---- on the event loop of a connection

    private void accept(Channel channel) {
        var place = Objects.requireNonNull(places.get(channel.eventLoop()), "an event loop of another network");
        var peer = channel.remoteAddress() instanceof InetSocketAddress inet
                ? "%s:%d".formatted(inet.getAddress().getHostAddress(), inet.getPort())
                : String.valueOf(settings.unixSocket());
        var socket = new TcpSocket("stream from " + peer, place.home());
        channel.pipeline().addLast(socket);
        if (tls == null) {
            begin(socket, place);
            return;
        }
        var promise = place.home().context().<Void>promise();
        var secure = tls.handler();
        secure.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
        socket.startTls(secure, promise);
        promise.future().onComplete(ignored -> begin(socket, place), reason -> {
            LOG.log(System.Logger.Level.DEBUG, () -> "no TLS with %s: %s".formatted(socket, reason.getMessage()));
            channel.close();
        });
    }

    private void begin(TcpSocket socket, Place place) {
        var stream = new Stream(socket, new Stream.Side.Server(), settings.handshakeTimeout(), () -> {});
        var conversation = new Conversation(stream, handler);
        try {
            var running = place.pool().submit(conversation);
            jobs.add(running);
            running.addDoneCallback(done -> {
                jobs.remove(done);
                conversation.resetIfNeverBegun();
            });
            if (closed.get()) {
                running.cancel(); // it was accepted while the server closed
            }
        } catch (RejectedExecutionException e) {
            stream.reset(); // closed, or full: the client may try again
        }
    }

    // ---- any thread

    /** Returns where it listens. */
    public SocketAddress address() {
        var address = Objects.requireNonNull(listening).localAddress();
        return address instanceof DomainSocketAddress unix ? UnixDomainSocketAddress.of(unix.path()) : address;
    }

    /** Returns how many connections are open. */
    public int connections() {
        return jobs.size();
    }

    /** Closes, as {@link dev.weft.http.TcpServer#close} says. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ensureNoOwnJob();
        Objects.requireNonNull(listening).close().syncUninterruptibly();
        removeUnixSocket();
        var open = List.copyOf(jobs);
        try {
            var _ = Futures.await(open, ReturnWhen.ALL_COMPLETED, settings.shutdownGrace());
        } finally {
            open.forEach(Future::cancel);
            open.forEach(job -> job.awaitStopped(FOREVER));
            closePlaces();
            network.release();
        }
    }

    private void removeUnixSocket() {
        var path = settings.unixSocket();
        if (path != null) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot remove the Unix socket " + path, e);
            }
        }
    }

    private void ensureNoOwnJob() {
        var loop = Loop.tryCurrent();
        if (loop != null && loops.contains(loop)) {
            throw new IllegalStateException(
                    "a job of the server on %s would wait for itself: close it from another thread"
                            .formatted(address()));
        }
    }

    private void closePlaces() {
        for (var loop : loops) {
            loop.closeNow();
            network.unbind(loop);
        }
    }
}
