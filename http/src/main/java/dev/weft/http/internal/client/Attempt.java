package dev.weft.http.internal.client;

import dev.weft.Future;
import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.ClientRequest;
import dev.weft.http.Phase;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.loop.Loop;
import java.io.Serial;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Sends a request once: takes a connection, writes the request, and waits for the head of the response. */
final class Attempt {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private final Engine engine;
    private final ClientRequest request;
    private final Limits limits;
    private final Failures failures;
    private final Access access;

    Attempt(Engine engine, ClientRequest request, Limits limits) {
        this.engine = engine;
        this.request = request;
        this.limits = limits;
        this.access = new Access(engine, request, limits);
        this.failures = access.failures();
    }

    Response run() {
        try {
            var kept = access.connectionOrRight();
            return kept == null ? over(access.open(), false) : over(kept, true);
        } catch (StaleConnection e) {
            return again();
        }
    }

    // A new connection cannot be stale, so there is no third time.
    private Response again() {
        try {
            access.right();
            return over(access.open(), false);
        } catch (StaleConnection e) {
            throw failures.noResponse(e.reason());
        }
    }

    static boolean isIdempotent(String method) {
        return IDEMPOTENT.contains(method);
    }

    // ---- the exchange

    private Response over(Connection connection, boolean reused) throws StaleConnection {
        var exchange = new Exchange(connection, engine.pool(), request);
        boolean done = false;
        try {
            var head = head(exchange);
            done = true;
            return response(exchange, head);
        } catch (FailedChain e) {
            if (reused && mayRepeat(e.reason())) {
                throw new StaleConnection(e.reason());
            }
            throw failures.noResponse(e.reason());
        } finally {
            if (!done) {
                exchange.cutOff();
            }
        }
    }

    private boolean mayRepeat(Throwable reason) {
        if (reason instanceof NothingSentException) {
            return true; // the body was not even opened
        }
        return Failures.isLostBeforeResponse(reason) && request.body().isRepeatable() && isIdempotent(request.method());
    }

    private Exchange.Head head(Exchange exchange) throws FailedChain {
        var body = request.body();
        var whole = body.inMemory();
        Future<Exchange.Head> head;
        if (whole != null && whole.length <= BodySender.PIECE && request.sentListener() == null) {
            head = exchange.sendWhole(body.contentType() == null ? null : whole);
        } else {
            sendBody(exchange);
            head = exchange.head();
        }
        try {
            return NetLoop.valueOf(head, limits.of(Phase.RESPONSE));
        } catch (WaitTimeoutException e) {
            throw failures.timeout(Phase.RESPONSE, limits);
        }
    }

    private void sendBody(Exchange exchange) throws FailedChain {
        try {
            var out = NetLoop.valueOf(exchange.sendHead(), limits.of(Phase.REQUEST));
            var sender = new BodySender(request, exchange, limits);
            if (request.body().isOnDisk() && Loop.tryCurrent() != null) {
                sendElsewhere(() -> sender.send(out));
            } else {
                sender.send(out);
            }
        } catch (WaitTimeoutException e) {
            throw failures.timeout(Phase.REQUEST, limits);
        }
    }

    // A loop must not wait for the disk.
    private void sendElsewhere(Runnable sending) {
        var sent = engine.files().submit(Executors.callable(sending));
        try {
            var failure = sent.exception();
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            sent.result();
        } catch (WaitInterruptedException e) {
            sent.cancel();
            throw e;
        }
    }

    private Response response(Exchange exchange, Exchange.Head head) {
        var raw = new BodyStream(request, exchange, head.body(), limits, failures, length(head));
        var body = request.isDecoded() ? Decoding.decoded(raw, head.headers(), failures) : raw;
        return new Response(request, head, body, engine, failures, raw);
    }

    private static long length(Exchange.Head head) {
        var length = head.headers().first("Content-Length");
        return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
    }

    /** A connection that was kept turned out to be closed by the server. */
    private static final class StaleConnection extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        StaleConnection(Throwable reason) {
            super(reason.toString(), reason, false, false);
        }

        Throwable reason() {
            return Objects.requireNonNull(getCause());
        }
    }
}
