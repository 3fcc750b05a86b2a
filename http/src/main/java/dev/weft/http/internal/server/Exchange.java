package dev.weft.http.internal.server;

import dev.weft.Future;
import dev.weft.http.BodyWriter;
import dev.weft.http.Content;
import dev.weft.http.HttpError;
import dev.weft.http.Response;
import dev.weft.http.WebSocket;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Inbound;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Outbound;
import dev.weft.http.internal.ws.WebSocketAccept;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response.
 *
 * <p>Made on the event loop, which hands it to the pool as a job ({@link #call}); that hands the response back to the event loop
 * ({@link #run}). Whoever has it touches it.
 */
final class Exchange implements Callable<@Nullable Void>, Runnable, Handler<@Nullable Void> {
    private static final int PIECE = 128 * 1024;
    // Of HTTP/2, what is sent before the client gives more room, unless it has said otherwise.
    private static final int WINDOW = 64 * 1024;
    // Nobody gets it: it is for the log, by nginx's convention.
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final ServerLoop home;
    private final HttpServerRequest request;
    private final Match match;
    // What the client sends; null if its head says that it sends nothing.
    private final @Nullable Inbound inbound;
    private final long beganNanos;

    // The job's, until it hands the response over.
    private @Nullable Response response;
    private @Nullable InputStream body;
    // Of what is sent piece by piece; -1 if that is not known.
    private long streamLength = -1;
    // Whether the client was asked for the body; the job's, and the event loop's after it.
    private boolean asked;

    // The event loop's own: the job, what it writes to, what is known of its connection, and its neighbours.
    private @Nullable Future<?> job;
    private @Nullable Outbound outbound;

    Connections.@Nullable State connection;

    @Nullable
    Exchange previous;

    @Nullable
    Exchange next;

    private boolean over;
    private boolean closes;
    // Whether all of the response has been handed on.
    private boolean sent;
    // Whether the client went before the response had begun.
    private boolean unanswered;
    private @Nullable WebSocket socket;

    /**
     * Makes an exchange.
     *
     * @param beganNanos by the system's clock; 0 if nobody asks
     */
    Exchange(ServerLoop home, HttpServerRequest request, Match match, @Nullable Inbound inbound, long beganNanos) {
        this.home = home;
        this.request = request;
        this.match = match;
        this.inbound = inbound;
        this.beganNanos = beganNanos;
    }

    HttpServerRequest request() {
        return request;
    }

    long beganNanos() {
        return beganNanos;
    }

    /** Hears, on the event loop, which job it is. */
    void runsAs(Future<?> newJob) {
        job = newJob;
    }

    /** Hears, on the event loop, that it is not worth a handler. */
    void refuse(HttpError error) {
        respond(Failures.response(error));
    }

    /** Hears, on the event loop, that it cannot be begun. */
    void refuse(String why) {
        Failures.refused(match.route().name(), why, home.countRefused());
        respond(Response.text("the server is busy\n").withStatus(503).withHeader("Retry-After", "1"));
    }

    // ---- in the job

    @Override
    public @Nullable Void call() {
        try {
            var answer = match.route().handler().handle(new SocketRequest(request, match, this, home.maxBytes()));
            respond(
                    home.compresses()
                            ? Compression.apply(answer, request.getHeader(HttpHeaderNames.ACCEPT_ENCODING))
                            : answer);
        } catch (HttpError e) {
            respond(Failures.response(e));
        } catch (Throwable e) {
            respond(Failures.response(match.route().name(), e));
        }
        return null;
    }

    private void respond(Response newResponse) {
        response = newResponse;
        switch (newResponse.content()) {
            case Content.Bytes(byte[] bytes) -> {
                if (isHttp2() && bytes.length > WINDOW && !isHead()) {
                    // As a whole it would be over when Vert.x has it, and the connection idle while a slow client takes
                    // it.
                    streamLength = bytes.length;
                    stream(body -> body.write(bytes));
                } else {
                    home.net().run(this);
                }
            }
            case Content.Stream(Content.Writer writer) -> {
                if (isHead()) {
                    home.net().run(() -> sendHeadOnly(-1));
                } else {
                    stream(writer);
                }
            }
            case Content.File file -> {
                if (isHead()) {
                    home.net().run(() -> sendHeadOnly(file.length()));
                } else if (isHttp2()) {
                    streamLength = file.length(); // over it Vert.x sends no files
                    stream(body -> copy(file, body));
                } else {
                    sendFile(file);
                }
            }
            case Content.Upgrade upgrade -> converse(upgrade);
        }
    }

    private boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }

    private boolean isHead() {
        return request.method() == HttpMethod.HEAD;
    }

    private void stream(Content.Writer writer) {
        var out = new Outbound("body of the response to " + match.route().name(), home.net(), request.response());
        home.net().run(() -> begin(out));
        var bytes = new ResponseBody(out, home.idle());
        try {
            writer.writeTo(bytes);
            bytes.flush();
            home.net().run(this::finish);
        } catch (Throwable e) {
            Failures.whileStreaming(match.route().name(), e);
            home.net().run(this::breakOff);
        }
    }

    private static void copy(Content.File file, BodyWriter body) throws IOException {
        try (var channel = Disk.call(() -> FileChannel.open(file.path(), StandardOpenOption.READ))) {
            var piece = new byte[PIECE];
            for (long at = 0; at < file.length(); ) {
                long from = file.offset() + at;
                int most = (int) Math.min(piece.length, file.length() - at);
                int count = Disk.call(() -> channel.read(ByteBuffer.wrap(piece, 0, most), from));
                if (count < 0) {
                    throw new IOException("'%s' has become shorter while it was sent".formatted(file.path()));
                }
                body.write(piece, 0, count);
                at += count;
            }
        }
    }

    private void sendFile(Content.File file) {
        try {
            var channel = Disk.call(() -> FileChannel.open(file.path(), StandardOpenOption.READ));
            home.net().run(() -> send(channel, file));
        } catch (IOException e) {
            respond(Failures.response(match.route().name(), e));
        }
    }

    private void converse(Content.Upgrade upgrade) {
        var refusal = WebSocketAccept.refusal(request.method().name(), request.headers());
        if (refusal != null) {
            respond(refused(refusal));
            return;
        }
        var route = match.route().name();
        try {
            var socket = NetLoop.valueOf(home.net().start("WebSocket of " + route, () -> accept(upgrade, route)));
            Conversations.hold(route, upgrade.conversation(), socket);
        } catch (FailedChain e) {
            Failures.ofHandshake(route, e.reason());
        } finally {
            home.net().run(this::endConversation);
        }
    }

    private static Response refused(WebSocketAccept.Refusal refusal) {
        var response = Response.text(refusal.words() + "\n").withStatus(refusal.status());
        return refusal.status() == 426
                ? response.withHeader("Upgrade", "websocket").withHeader("Sec-WebSocket-Version", "13")
                : response;
    }

    InputStream body() {
        if (body == null) {
            body = inbound == null ? InputStream.nullInputStream() : new RequestBody(inbound, this, home);
        }
        return body;
    }

    /** Says to a client that waits before it sends the body that it may. */
    void sendContinue() {
        asked = true;
        if (request.headers().contains(HttpHeaderNames.EXPECT, "100-continue", true)) {
            home.net().run(() -> {
                if (!over) {
                    request.response().writeContinue();
                }
            });
        }
    }

    // ---- on the event loop

    /** Sends a response that is whole. */
    @Override
    public void run() {
        if (over || response == null || !(response.content() instanceof Content.Bytes(byte[] bytes))) {
            return; // the client is gone
        }
        var out = begin(response);
        sent = true;
        if (isHead()) {
            out.headers().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
            out.end();
        } else if (bytes.length == 0) {
            out.end();
        } else {
            out.end(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes)));
        }
        end();
    }

    private HttpServerResponse begin(Response value) {
        var out = request.response();
        home.heads().write(value, out);
        if (inbound != null && home.bodies().closesAfter(request, inbound, asked)) {
            closes = true;
            out.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        return out;
    }

    private void sendHeadOnly(long length) {
        if (over || response == null) {
            return;
        }
        var out = begin(response);
        if (length >= 0) {
            out.headers().set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        }
        sent = true;
        out.end();
        end();
    }

    private void begin(Outbound out) {
        if (over || response == null) {
            out.fail(new HttpClosedException("the client is gone"));
            return;
        }
        outbound = out;
        var head = begin(response);
        if (streamLength >= 0) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(streamLength));
        }
        request.response().exceptionHandler(out::fail);
    }

    private void finish() {
        if (!over) {
            sent = true;
            request.response().end();
            if (request.version() == HttpVersion.HTTP_1_0) {
                request.connection().close(); // where nothing else says that the body is over
            }
            end();
        }
    }

    private void send(FileChannel channel, Content.File file) {
        if (over || response == null) {
            Failures.close(channel);
            return;
        }
        var out = begin(response);
        out.headers().set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(file.length()));
        out.sendFile(channel, file.offset(), file.length()).onComplete(sent -> {
            Failures.close(channel);
            if (!over) {
                if (sent.failed()) {
                    breakOff();
                } else {
                    end();
                }
            }
        });
    }

    private io.vertx.core.Future<WebSocket> accept(Content.Upgrade upgrade, String route) {
        if (over || response == null) {
            return io.vertx.core.Future.failedFuture(new HttpClosedException("the client is gone"));
        }
        home.heads().write(response, request.response());
        home.upgraded(this);
        return WebSocketAccept.accept(request, home.net(), upgrade.options(), "WebSocket of " + route)
                .onSuccess(accepted -> socket = accepted);
    }

    /** Returns the WebSocket that this has become, or {@code null}. */
    @Nullable
    WebSocket socket() {
        return socket;
    }

    private void endConversation() {
        if (!over) {
            over();
        }
    }

    /** Cuts the response off, so that the client cannot take it for a whole one. */
    private void breakOff() {
        if (!over) {
            request.response().reset();
            if (inbound != null) {
                inbound.discard();
            }
            over();
        }
    }

    /** Hears that the response has been written. */
    void end() {
        if (inbound != null && !inbound.isOver()) {
            home.bodies().drain(request, inbound, closes);
        }
        over();
    }

    // HTTP/2's end of a response closes its stream at once, which is heard as the client's leaving, too.
    private void over() {
        if (!over) {
            over = true;
            home.ended(this);
        }
    }

    /** Returns the status of the response that the client has, or has begun to get. */
    int status() {
        return unanswered ? CLIENT_CLOSED_REQUEST : request.response().getStatusCode();
    }

    boolean isOver() {
        return over;
    }

    /** Hears that the client is gone. */
    @Override
    public void handle(@Nullable Void nothing) {
        if (over || sent) {
            return; // a stream of HTTP/2 closes when the response has been sent
        }
        unanswered = !request.response().headWritten();
        if (outbound != null) {
            outbound.fail(new HttpClosedException("the client is gone"));
        }
        if (inbound != null) {
            inbound.end(new HttpClosedException("the client is gone"));
        }
        if (home.cancelsOnDisconnect()) {
            cancel();
        }
        if (job != null && !job.isDone()) {
            home.outlived(job);
        }
        over();
    }

    /** Cancels the handler. */
    void cancel() {
        if (job != null) {
            job.cancel(true);
        }
    }
}
