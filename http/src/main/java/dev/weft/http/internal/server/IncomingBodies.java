package dev.weft.http.internal.server;

import dev.weft.http.internal.net.ChannelAccess;
import dev.weft.http.internal.net.Inbound;
import dev.weft.http.internal.net.Inflow;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.StreamWindow;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The bodies of requests on one event loop: how they are held up until they are read, and what becomes of those that nobody reads. */
final class IncomingBodies {
    // Of a body that nobody read: as much is taken and dropped, so that the connection can be used again.
    private static final long MOST_DRAINED = 64 * 1024;
    private static final String WHAT = "body of the request";
    // How long a client may go on sending a body that nobody reads, so that it sees the response before the connection
    // closes.
    private static final long LINGER_MILLIS = 1_000;

    private final NetLoop net;

    IncomingBodies(NetLoop net) {
        this.net = net;
    }

    /** Returns what {@code request} brings after its head, which waits until it is read; {@code null} if nothing can come. */
    @Nullable
    Inbound open(HttpServerRequest request) {
        var headers = request.headers();
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        boolean upgrade = headers.contains(HttpHeaderNames.UPGRADE);
        boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (!http2 && !upgrade && !chunked && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            return null;
        }
        var channel = ChannelAccess.tryChannel(request.connection());
        if (channel == null || upgrade) { // which waits for the other protocol to be spoken
            request.pause();
            return new Inbound(WHAT, net, request);
        }
        if (http2) { // a stream is held up, and not the connection
            request.pause();
            var gate = new StreamGate(net, request, channel);
            gate.inbound = new Inbound(WHAT, request, true, gate);
            return gate.inbound;
        }
        // Vert.x would first fill queues of its own, of which nobody knows how much waits in them.
        boolean large = chunked || declaredLength(request) > RequestDecoder.PIECE;
        if (large) {
            channel.config().setAutoRead(false);
        }
        return new Inbound(WHAT, request, large, channel.config()::setAutoRead);
    }

    /** Holds a stream of HTTP/2 up, on the event loop, and lets it go on, from anywhere. */
    private static final class StreamGate implements Inflow.Gate {
        private final NetLoop net;
        private final HttpServerRequest request;
        private final Channel channel;
        // The event loop's.
        private @Nullable Inbound inbound;
        private boolean wide;

        StreamGate(NetLoop net, HttpServerRequest request, Channel channel) {
            this.net = net;
            this.request = request;
            this.channel = channel;
        }

        @Override
        public void reading(boolean on) {
            if (on) {
                net.run(this::goOn);
            } else {
                request.pause();
            }
        }

        private void goOn() {
            if (!wide && inbound != null && inbound.tryReserve(StreamWindow.MORE)) {
                wide = true;
                StreamWindow.widen(channel, (int) request.streamId()); // of 31 bits over HTTP/2
            }
            request.resume();
        }
    }

    /** Returns how long {@code request} says that its body is; 0 if it does not. */
    static long declaredLength(HttpServerRequest request) {
        return BaseRequest.declaredLength(request.headers().get(HttpHeaderNames.CONTENT_LENGTH));
    }

    /** Tells whether the connection of {@code request} must close after the response: more of the body may come than is worth taking. */
    boolean closesAfter(HttpServerRequest request, Inbound inbound, boolean asked) {
        if (inbound.isOver() || request.version() == HttpVersion.HTTP_2) {
            return false;
        }
        var declared = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        // Who waits for a word before it sends the body may send it or not: what comes next has two meanings.
        boolean unsure = !asked && request.headers().contains(HttpHeaderNames.EXPECT);
        return unsure || declared == null || Long.parseLong(declared) > MOST_DRAINED;
    }

    /** Drops what the client still sends; closes the connection after a while if it {@code closes}. */
    void drain(HttpServerRequest request, Inbound inbound, boolean closes) {
        inbound.discard();
        if (closes) {
            net.executor()
                    .schedule(() -> net.run(() -> request.connection().close()), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
