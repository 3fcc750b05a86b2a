package dev.weft.http.internal.client;

import dev.weft.Future;
import dev.weft.Promise;
import dev.weft.http.ClientRequest;
import dev.weft.http.Headers;
import dev.weft.http.internal.net.Inbound;
import dev.weft.http.internal.net.Outbound;
import dev.weft.http.internal.text.Basic;
import dev.weft.http.internal.text.Uris;
import io.netty.handler.ssl.SslClosedEngineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response over one connection, which is given back when both are over, and closed when they are cut off.
 *
 * <p>What is Vert.x's is touched on the connection's event loop only; the rest by whoever sends the request.
 */
final class Exchange {
    /** What a response begins with. */
    record Head(int status, Headers headers, String version, Inbound body) {}

    // RFC 9110, section 8.6: without a body, these say so.
    private static final Set<String> MEANT_TO_CARRY = Set.of("POST", "PUT", "PATCH");

    private static final String CLOSED = "Connection was closed"; // as Vert.x says it
    private static final long CANCEL = 8; // HTTP/2's error code; HTTP/1.1 closes the connection
    private static final long LEFT_UNREAD_BYTES = 64 * 1024;
    private static final long LEFT_UNREAD_MILLIS = 1000;

    private final Connection connection;
    private final ConnectionPool pool;
    private final ClientRequest asked;
    private final String name;
    private final Promise<Head> head;
    private final Promise<Outbound> out;

    // ---- on the event loop

    private @Nullable HttpClientRequest request;
    private @Nullable Outbound outbound;
    private @Nullable HttpClientResponse response;
    private boolean cutOff;
    private boolean ended;
    private boolean allSent;
    private boolean unsendable;
    private boolean allReceived;
    private boolean over;
    private long unread;

    Exchange(Connection connection, ConnectionPool pool, ClientRequest asked) {
        this.connection = connection;
        this.pool = pool;
        this.asked = asked;
        this.name = "the response of " + connection.route;
        this.head = Promise.named(name);
        this.out = Promise.named("the request to " + connection.route);
    }

    // ---- by the sender

    /** Sends the request with all of its body, or none. */
    Future<Head> sendWhole(byte @Nullable [] body) {
        out.future().cancel(false); // there is nothing more to be written
        connection.home.run(() -> begin(made -> {
            ended = true;
            var sent = body == null ? made.end() : made.end(Buffer.buffer(body));
            sent.onComplete(ignored -> sent(), this::notSent);
        }));
        return head.future();
    }

    /** Sends the head of the request; its body is written to what the future brings, and ended by {@link #endBody}. */
    Future<Outbound> sendHead() {
        connection.home.run(() -> begin(made -> {
            if (asked.body().length() < 0) {
                made.setChunked(true);
            }
            var writing = new Outbound(out.future().name(), connection.home, made);
            outbound = writing;
            made.exceptionHandler(writing::fail);
            made.writeHead();
            out.trySucceed(writing);
        }));
        return out.future();
    }

    /** Ends the body. */
    void endBody() {
        connection.home.run(() -> {
            if (request != null && !cutOff) {
                ended = true;
                request.end().onComplete(ignored -> sent(), this::notSent);
            }
        });
    }

    /** Returns a future of the response's head. */
    Future<Head> head() {
        return head.future();
    }

    /** Cuts the exchange off where it is. Doing so when it is over does nothing. */
    void cutOff() {
        head.future().cancel(false); // nobody asks for it any more
        out.future().cancel(false);
        connection.home.run(this::cut);
    }

    /** Drops the rest of the response: a small one is read away, so that the connection is used again; else it is cut off. */
    void drop() {
        connection.home.run(this::readAway);
    }

    // ---- on the event loop

    private interface Sending {
        void send(HttpClientRequest request);
    }

    private void begin(Sending sending) {
        if (!connection.begin(this)) {
            failed(new NothingSentException(new HttpClosedException(CLOSED)));
            return;
        }
        try {
            make(sending);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void make(Sending sending) {
        connection
                .vertx
                .request(options())
                .onComplete(
                        made -> {
                            request = made;
                            made.exceptionHandler(ignored -> {}); // it fails the response, too
                            made.response().onComplete(this::received, this::failed);
                            if (cutOff) {
                                made.reset(CANCEL);
                            } else {
                                addHeaders(made);
                                sending.send(made);
                            }
                        },
                        reason -> failed(new NothingSentException(reason)));
    }

    private RequestOptions options() {
        var route = connection.route;
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(asked.method()))
                .setHost(route.authorityHost())
                .setPort(route.port())
                .setURI(route.isForwarded() ? Uris.absoluteTarget(asked.uri()) : Uris.target(asked.uri()));
    }

    private void addHeaders(HttpClientRequest made) {
        addAuthority(made);
        var headers = made.headers();
        long length = asked.body().length();
        if (length > 0 || (length == 0 && MEANT_TO_CARRY.contains(asked.method()))) {
            headers.set("Content-Length", Long.toString(length));
        }
        var proxy = connection.route.proxy();
        if (proxy != null && proxy.user() != null && connection.route.isForwarded()) {
            headers.set("Proxy-Authorization", Basic.of(proxy.user(), proxy.password()));
        }
        for (var field : asked.headers()) {
            if (!isSetElsewhere(field.getKey())) {
                headers.add(field.getKey(), field.getValue());
            }
        }
    }

    // First of all, as RFC 9110, section 7.2, asks for; Vert.x by itself puts it last.
    private void addAuthority(HttpClientRequest made) {
        var host = asked.headers().first("Host");
        if (!connection.multiplexed) {
            made.headers().set("Host", host != null ? host : connection.route.authority());
        } else if (host != null) {
            made.authority(HostAndPort.parseAuthority(host, -1));
        }
    }

    private static boolean isSetElsewhere(String name) {
        return name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Content-Length"); // the body knows that
    }

    private void received(HttpClientResponse came) {
        try {
            take(came);
        } catch (IllegalArgumentException e) {
            failed(e); // a header that is none
        }
    }

    private void take(HttpClientResponse came) {
        response = came;
        came.pause();
        var body = new Inbound("the body of " + connection.route, connection.home, came);
        came.end()
                .onComplete(
                        ignored -> {
                            allReceived = true;
                            finish();
                        },
                        ignored -> leave());
        var headers = headersOf(came);
        hearKeepAlive(came.statusCode(), headers);
        body.begin();
        if (!head.trySucceed(
                new Head(came.statusCode(), headers, connection.multiplexed ? "HTTP/2" : "HTTP/1.1", body))) {
            cut();
        }
        if (outbound != null && !ended) {
            // Whoever waits for the server to take more of the body: it need not any more.
            outbound.fail(new ClosedChannelException());
        }
    }

    private static Headers headersOf(HttpClientResponse came) {
        var headers = Headers.builder();
        came.headers().forEach((name, value) -> {
            if (!name.startsWith(":")) {
                headers.add(name, value);
            }
        });
        return headers.build();
    }

    private void hearKeepAlive(int status, Headers headers) {
        if (connection.multiplexed) {
            return;
        }
        boolean close = "close".equalsIgnoreCase(headers.first("Connection"))
                || "close".equalsIgnoreCase(asked.headers().first("Connection"));
        boolean untilClosed = !headers.contains("Content-Length")
                && !headers.contains("Transfer-Encoding")
                && !asked.method().equals("HEAD")
                && status != 204
                && status != 304;
        if (close || untilClosed) {
            pool.retire(connection);
        }
        connection.keptByPeerNanos = KeepAlive.nanos(headers.first("Keep-Alive"));
    }

    private void failed(Throwable raw) {
        // HTTP/1.1 has no streams: so Vert.x calls the end of a connection on which something came that nobody had
        // asked for. And what TLS can no longer send says no more than that the connection is closed.
        boolean closed = raw instanceof SslClosedEngineException
                || (!connection.multiplexed && raw instanceof StreamResetException);
        var reason = closed ? new HttpClosedException(CLOSED) : raw;
        if (out.tryFail(reason)) {
            head.future().cancel(false); // the sender has not come so far, and will not ask
        } else {
            head.tryFail(reason);
        }
        if (outbound != null) {
            outbound.fail(reason);
        }
        if (!connection.multiplexed) {
            pool.retire(connection);
            connection.vertx.close();
        }
        leave();
    }

    /** Hears that the connection is closed, so that no response can come; one that has may still wait to be read. */
    void lost() {
        if (response == null) {
            failed(new HttpClosedException(CLOSED));
        }
    }

    private void sent() {
        allSent = true;
        finish();
    }

    private void notSent(Throwable reason) {
        if (reason instanceof IOException || reason instanceof HttpClosedException) {
            // The server takes no more; an answer such as 413 may be on its way still, and if not, the end of the
            // connection is.
            unsendable = true;
            finish();
        } else {
            cut();
        }
    }

    private void finish() {
        if (!allReceived) {
            return;
        }
        if (allSent) {
            leave();
        } else if (!ended || unsendable) {
            cut(); // the answer was faster than the request, whose rest nobody wants
        }
    }

    private void cut() {
        cutOff = true;
        if (!over && request != null) {
            if (!connection.multiplexed) {
                pool.retire(connection);
            }
            request.reset(CANCEL);
            leave();
        }
    }

    private void leave() {
        if (!over) {
            over = true;
            connection.end(this);
            pool.giveBack(connection); // before the reader sees the end, so that its next request finds it
        }
    }

    private void readAway() {
        if (response == null || allReceived || over) {
            cut();
            return;
        }
        response.handler(piece -> {
            unread += piece.length();
            if (unread > LEFT_UNREAD_BYTES) {
                cut();
            }
        });
        response.resume();
        if (!over) {
            connection.home.context().setTimer(LEFT_UNREAD_MILLIS, ignored -> cut());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
