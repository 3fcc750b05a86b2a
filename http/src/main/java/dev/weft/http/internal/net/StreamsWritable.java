package dev.weft.http.internal.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;

/**
 * Has all streams of an HTTP/2 connection hear that they may write again. When a channel can be written to, Netty tells one stream
 * after the other; but what the first ones write at once may fill the channel for a moment, and those whose turn comes then are told
 * nothing, now or later: what they have to send would wait for ever. So all are looked at again after that. For one connection, on its
 * event loop.
 */
public final class StreamsWritable extends ChannelInboundHandlerAdapter {
    private final Http2RemoteFlowController streams;
    private boolean looking;

    private StreamsWritable(Http2RemoteFlowController streams) {
        this.streams = streams;
    }

    /** Watches {@code channel}, which has settled on HTTP/2. */
    public static void watch(Channel channel) {
        var connection = channel.pipeline().get(Http2ConnectionHandler.class);
        channel.pipeline().addLast(new StreamsWritable(connection.encoder().flowController()));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!looking) {
            looking = true;
            context.executor().execute(() -> look(context)); // not in the middle of what changed it
        }
        context.fireChannelWritabilityChanged();
    }

    private void look(ChannelHandlerContext context) {
        looking = false;
        try {
            streams.initialWindowSize(streams.initialWindowSize()); // stays as it is, and has each stream looked at
        } catch (Http2Exception e) {
            context.fireExceptionCaught(e);
        }
    }
}
