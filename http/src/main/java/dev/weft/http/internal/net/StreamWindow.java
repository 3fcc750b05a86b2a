package dev.weft.http.internal.net;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;

/** How much of a stream of HTTP/2 its peer may send before it is read, which Vert.x keeps: little, or more while somebody reads it. */
public final class StreamWindow {
    /** How many bytes may come unread while nobody reads the stream. */
    public static final int AT_FIRST = 16 * 1024;

    /** How many more may once it is widened. */
    public static final int MORE = Inflow.MOST_WAITING - AT_FIRST;

    private StreamWindow() {}

    /** Lets the peer send {@link #MORE} bytes of {@code stream} of {@code channel}; on its event loop. */
    public static void widen(Channel channel, int stream) {
        var connection = channel.pipeline().get(Http2ConnectionHandler.class).connection();
        var open = connection.stream(stream);
        if (open == null) {
            return; // it has closed meanwhile
        }
        try {
            connection.local().flowController().incrementWindowSize(open, MORE);
            channel.flush();
        } catch (Http2Exception e) {
            channel.pipeline().fireExceptionCaught(e);
        }
    }
}
