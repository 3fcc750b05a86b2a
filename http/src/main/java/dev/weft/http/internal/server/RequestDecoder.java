package dev.weft.http.internal.server;

import dev.weft.http.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sends into requests, in place of Netty's decoder: that takes white space of many kinds for a space, joins
 * folded lines, skips control characters in front of a request, takes two equal lengths, and refuses the rest without saying why. What
 * comes after a mistake is dropped, so that it cannot be read as a request.
 *
 * <p>It extends Netty's only because the upgrade to WebSocket looks for that class in the pipeline; nothing of it is used but that
 * what is left of the bytes goes on to the next protocol. For one connection, on its event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** How much of a body is passed on at once, in bytes: Vert.x counts what waits by pieces. */
    static final int PIECE = 16 * 1024;

    private static final int MOST_CHUNK_LINE = 256;
    // Of all chunks of a body: extensions beyond that are an attack.
    private static final int MOST_EXTENSIONS = 16 * 1024;

    private enum State {
        HEAD,
        FIXED,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        BROKEN
    }

    private final Limits limits;
    // The event loop's: what a line is read into, for as long as a method runs.
    private final byte[] line;

    private State state = State.HEAD;
    private RequestHead head;
    // Of the head or the trailers, so far.
    private int headBytes;
    // Of the line that has not come to its end: where looking for it goes on.
    private int searched;
    // Of the body or the chunk.
    private long left;
    private int extensions;
    // Set while a head has begun and not ended.
    private @Nullable ScheduledFuture<?> lateHead;

    /**
     * Makes a decoder.
     *
     * @param line {@link #lineBuffer}, shared by all connections of an event loop
     */
    RequestDecoder(Limits limits, byte[] line) {
        this.limits = limits;
        this.line = line;
        this.head = nextHead();
    }

    /** Returns room for the longest line. */
    static byte[] lineBuffer(Limits limits) {
        return new byte[Math.max(MOST_CHUNK_LINE, Math.max(limits.requestLine(), limits.head())) + 2];
    }

    private RequestHead nextHead() {
        // Vert.x's own headers are Netty's, too, and found without a wrapper around them.
        return new RequestHead(limits.headers(), (HttpHeaders) io.vertx.core.http.HttpHeaders.headers());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        read(in, out);
        watchHead(context);
        if (state == State.BROKEN && context.pipeline().get(LingeringClose.class) == null) {
            context.pipeline().addAfter(context.name(), null, new LingeringClose());
        }
    }

    /** Closes the connection of a client that does not come to the end of a head: a slow one, or an attack. */
    private void watchHead(ChannelHandlerContext context) {
        boolean inHead = state == State.HEAD && (head.hasBegun() || searched > 0);
        if (inHead && lateHead == null) {
            lateHead = context.executor()
                    .schedule(() -> context.close(), limits.headTime().toMillis(), TimeUnit.MILLISECONDS);
        } else if (!inHead && lateHead != null) {
            lateHead.cancel(false);
            lateHead = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        if (lateHead != null) {
            lateHead.cancel(false);
        }
    }

    private void read(ByteBuf in, List<Object> out) {
        try {
            switch (state) {
                case HEAD -> readHead(in, out);
                case FIXED -> readBody(in, out);
                case CHUNK_LINE -> readChunkLine(in);
                case CHUNK -> readChunk(in, out);
                case CHUNK_END -> readChunkEnd(in);
                case TRAILERS -> readTrailers(in, out);
                case BROKEN -> in.skipBytes(in.readableBytes());
            }
        } catch (BadRequestException e) {
            out.add(state == State.HEAD ? refusedHead(e) : refusedBody(e));
            state = State.BROKEN;
            in.skipBytes(in.readableBytes());
        }
    }

    /** A connection that ends in the middle of a request leaves nothing: what was complete has been passed on. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            int before = in.readableBytes();
            read(in, out);
            if (in.readableBytes() == before) {
                in.skipBytes(before);
            }
        }
    }

    // ---- the head

    private void readHead(ByteBuf in, List<Object> out) throws BadRequestException {
        int length = readLine(in, mostOfLine());
        while (length >= 0) {
            if (!head.hasBegun()) {
                // An empty line in front of a request is let pass: some clients send one after a body.
                if (length > 0) {
                    head.readRequestLine(line, length);
                    headBytes = 0;
                }
            } else if (length > 0) {
                head.readHeader(line, length);
            } else {
                endHead(out);
                return;
            }
            length = readLine(in, mostOfLine());
        }
    }

    private int mostOfLine() {
        return head.hasBegun() ? limits.head() - headBytes : limits.requestLine() - headBytes;
    }

    private void endHead(List<Object> out) throws BadRequestException {
        left = head.ensureWhole();
        out.add(new DefaultHttpRequest(head.version(), head.method(), head.target(), head.headers()));
        if (left == 0) {
            endRequest(out);
        } else {
            headBytes = 0;
            extensions = 0;
            state = left == RequestHead.CHUNKED ? State.CHUNK_LINE : State.FIXED;
        }
    }

    private void endRequest(List<Object> out) {
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        state = State.HEAD;
        head = nextHead();
        headBytes = 0;
    }

    // ---- the body

    private void readBody(ByteBuf in, List<Object> out) {
        passOn(in, out);
        if (left == 0) {
            endRequest(out);
        }
    }

    private void readChunkLine(ByteBuf in) throws BadRequestException {
        int length = readLine(in, MOST_CHUNK_LINE);
        if (length < 0) {
            return;
        }
        left = ChunkLine.size(line, length);
        int semicolon = RequestHead.indexOf(line, ';', 0, length);
        extensions += semicolon < 0 ? 0 : length - semicolon;
        if (extensions > MOST_EXTENSIONS) {
            throw new BadRequestException(400, "more than %d bytes of chunk extensions".formatted(MOST_EXTENSIONS));
        }
        headBytes = 0;
        state = left == 0 ? State.TRAILERS : State.CHUNK;
    }

    private void readChunk(ByteBuf in, List<Object> out) {
        passOn(in, out);
        if (left == 0) {
            state = State.CHUNK_END;
        }
    }

    private void passOn(ByteBuf in, List<Object> out) {
        int count = (int) Math.min(left, Math.min(in.readableBytes(), PIECE));
        if (count > 0) {
            out.add(new DefaultHttpContent(in.readRetainedSlice(count)));
            left -= count;
        }
    }

    private void readChunkEnd(ByteBuf in) throws BadRequestException {
        if (in.readableBytes() < 2) {
            return;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw new BadRequestException(400, "a chunk must end where its size says, with a line's end");
        }
        headBytes = 0;
        state = State.CHUNK_LINE;
    }

    /** Reads and forgets the trailers: nobody here asks for one, and none may change what the head says. */
    private void readTrailers(ByteBuf in, List<Object> out) throws BadRequestException {
        int length = readLine(in, limits.head() - headBytes);
        while (length > 0) {
            RequestHead.ensureHeader(line, RequestHead.indexOf(line, ':', 0, length), length);
            length = readLine(in, limits.head() - headBytes);
        }
        if (length == 0) {
            endRequest(out);
        }
    }

    // ---- lines

    /**
     * Takes the next line into {@link #line} and returns its length without the line's end; or returns -1, and takes nothing, if it has
     * not arrived.
     */
    private int readLine(ByteBuf in, int most) throws BadRequestException {
        int start = in.readerIndex();
        int available = in.readableBytes();
        int end = in.indexOf(start + searched, start + available, (byte) '\n');
        int length = end < 0 ? available : end - start;
        if (length > most + 1) {
            throw tooLong();
        }
        if (end < 0) {
            searched = available;
            return -1;
        }
        searched = 0;
        in.readBytes(line, 0, length);
        in.skipBytes(1);
        headBytes += length + 1;
        if (length == 0 || line[length - 1] != '\r') {
            throw new BadRequestException(400, "a line must end with a carriage return and a line feed");
        }
        return length - 1;
    }

    private BadRequestException tooLong() {
        if (state != State.HEAD) {
            return new BadRequestException(400, "a line between the chunks is too long");
        }
        return head.hasBegun()
                ? new BadRequestException(431, "more than %d bytes of headers".formatted(limits.head()))
                : new BadRequestException(
                        414, "the first line is longer than %d bytes".formatted(limits.requestLine()));
    }

    // ---- mistakes

    private static Object refusedHead(BadRequestException why) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request", (HttpHeaders)
                io.vertx.core.http.HttpHeaders.headers());
        request.setDecoderResult(DecoderResult.failure(why));
        return request;
    }

    private static Object refusedBody(BadRequestException why) {
        var content = new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
        content.setDecoderResult(DecoderResult.failure(why));
        return content;
    }
}
