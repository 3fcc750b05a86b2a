package dev.weft.http.internal.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * {@link InterimResponses} of HTTP/2, where what is said before the answer is one list of headers that does not end the stream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.1">RFC 9113, section 8.1</a>
 */
final class InterimHttp2Responses extends Http2FrameListenerDecorator {
    private InterimHttp2Responses(Http2FrameListener listener) {
        super(listener);
    }

    /** Passes over them on {@code channel}, which has settled on HTTP/2. */
    static void dropOn(Channel channel) {
        var decoder = channel.pipeline().get(Http2ConnectionHandler.class).decoder();
        decoder.frameListener(new InterimHttp2Responses(decoder.frameListener()));
    }

    private static boolean isInterim(Http2Headers headers, boolean last) {
        var status = headers.status();
        return status != null && !last && HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean last)
            throws Http2Exception {
        if (!isInterim(headers, last)) {
            super.onHeadersRead(context, stream, headers, padding, last);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last)
            throws Http2Exception {
        if (!isInterim(headers, last)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, last);
        }
    }
}
