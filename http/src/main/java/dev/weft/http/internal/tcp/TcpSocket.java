package dev.weft.http.internal.tcp;

import dev.weft.http.internal.net.NetLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The event loop's side of a stream: the last handler of a channel.
 *
 * <p>Runs on the event loop, but for what says otherwise.
 */
final class TcpSocket extends ChannelInboundHandlerAdapter {
    private final String name;
    private final NetLoop home;
    private final Arrivals arrivals;
    private final Departures departures;

    // Set when the channel is made, before anybody else knows this.
    private @Nullable Channel channel;
    // Set on the event loop, once; a channel that is closed forgets its handlers.
    private volatile @Nullable SslHandler tls;

    TcpSocket(String name, NetLoop home) {
        this.name = name;
        this.home = home;
        this.arrivals =
                new Arrivals(name, on -> home.run(() -> channel().config().setAutoRead(on)));
        this.departures = new Departures(name, () -> home.executor().execute(this::fetch));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    // ---- what comes

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof ByteBuf chunk) {
                arrivals.put(chunk);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent _ -> arrivals.end(truncation());
            case SslCloseCompletionEvent end when end.isSuccess() -> arrivals.end(null);
            default -> {} // such as the handshake's end, which its future tells
        }
    }

    // With TLS, an end is whole only if TLS says so: anybody on the way can end a connection.
    private @Nullable IOException truncation() {
        return tls() == null ? null : new IOException("it ended without TLS's own end; what came may be cut short");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lose(cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose(new ClosedByUs());
    }

    private void lose(Throwable reason) {
        arrivals.end(reason);
        departures.fail(reason);
    }

    /** Why nothing can be read or written after a close. */
    private static final class ClosedByUs extends ClosedChannelException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return "it is closed";
        }
    }

    // ---- what goes

    private void fetch() {
        int size = departures.size();
        var buffer = channel().alloc().ioBuffer(Math.max(size, 256));
        departures.takeInto(buffer);
        int count = buffer.readableBytes();
        channel().writeAndFlush(buffer).addListener(sent -> departures.left(count, sent.cause()));
    }

    /** Sends what was written, then ends the output; the other way stays open. */
    void shutOutput(Promise<Void> promise) {
        fetch();
        var tls = tls();
        if (tls == null) {
            // The empty buffer is through when all before it is.
            channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
                if (sent.isSuccess()) {
                    ((DuplexChannel) channel()).shutdownOutput().addListener(done -> settle(promise, done));
                } else {
                    promise.tryFail(sent.cause());
                }
            });
        } else {
            tls.closeOutbound().addListener(done -> settle(promise, done));
        }
    }

    /** Sends what was written, then closes. */
    void close(Promise<Void> promise) {
        fetch();
        channel()
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(sent -> channel().close());
        channel().closeFuture().addListener(done -> {
            lose(new ClosedByUs()); // before whoever waits goes on
            promise.tryComplete();
        });
    }

    /** Cuts the connection, and lets the peer know that it is no proper end. */
    void reset() {
        if (channel().isActive() && channel() instanceof io.netty.channel.socket.SocketChannel) {
            channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel().unsafe().closeForcibly();
        lose(new ClosedByUs());
    }

    private static void settle(Promise<Void> promise, Future<?> done) {
        if (done.isSuccess()) {
            promise.tryComplete();
        } else {
            promise.tryFail(done.cause());
        }
    }

    // ---- TLS

    /** Speaks TLS from now on; what was received and not read belongs to it. */
    void startTls(SslHandler handler, Promise<Void> promise) {
        fetch();
        var early = arrivals.takeAll();
        tls = handler;
        channel().pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> settle(promise, done));
        if (early.length > 0) {
            channel().pipeline().fireChannelRead(Unpooled.wrappedBuffer(early));
            channel().pipeline().fireChannelReadComplete();
        }
    }

    @Nullable
    SslHandler tls() {
        return tls;
    }

    // ---- any thread

    Arrivals arrivals() {
        return arrivals;
    }

    Departures departures() {
        return departures;
    }

    NetLoop home() {
        return home;
    }

    Channel channel() {
        return Objects.requireNonNull(channel, "no channel yet");
    }

    @Override
    public String toString() {
        return name;
    }
}
