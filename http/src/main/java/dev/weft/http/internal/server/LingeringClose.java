package dev.weft.http.internal.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Puts a connection's end off while its client still sends what nobody will read: closed with bytes unread, the system would send a
 * reset, which may throw the answer away before the client has seen it. Our side ends at once, where the protocol allows that; and
 * all of it when the client ends, but no later than after a while. For one connection, on its event loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, section 9.6</a>
 */
final class LingeringClose extends ChannelOutboundHandlerAdapter {
    private static final long MOST_MILLIS = 1_000;

    private boolean begun;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (begun || !context.channel().isActive()) {
            context.close(promise);
            return;
        }
        begun = true;
        context.channel().config().setAutoRead(true);
        if (context.channel() instanceof DuplexChannel channel
                && context.pipeline().get(SslHandler.class) == null) {
            channel.shutdownOutput();
        }
        var late = context.executor().schedule(() -> context.close(promise), MOST_MILLIS, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(ignored -> late.cancel(false));
    }
}
