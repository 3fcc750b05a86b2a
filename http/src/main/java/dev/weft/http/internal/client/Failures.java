package dev.weft.http.internal.client;

import dev.weft.WaitTimeoutException;
import dev.weft.http.BodyException;
import dev.weft.http.ClientRequest;
import dev.weft.http.ConnectFailedException;
import dev.weft.http.DisconnectedException;
import dev.weft.http.HttpException;
import dev.weft.http.HttpTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.ProtocolException;
import dev.weft.http.RedirectException;
import dev.weft.http.StatusException;
import dev.weft.http.internal.text.Uris;
import dev.weft.http.internal.ws.RefusedHandshake;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts into words what went wrong with one request. */
final class Failures {
    private final ClientRequest request;
    private final Route route;
    private final BooleanSupplier clientClosed;

    Failures(ClientRequest request, Route route, BooleanSupplier clientClosed) {
        this.request = request;
        this.route = route;
        this.clientClosed = clientClosed;
    }

    private static String during(ClientRequest request, Phase phase, String what) {
        return "%s failed while %s: %s".formatted(request, phase, what);
    }

    private static URI uri(ClientRequest request) {
        return Uris.safe(request.uri());
    }

    // ---- no connection

    HttpException closedClient() {
        return new ConnectFailedException(
                uri(request),
                Phase.POOL,
                during(request, Phase.POOL, "the client is closed; send requests before closing it, or open another"),
                null);
    }

    static Phase phaseOfConnect(Throwable reason) {
        if (has(reason, ProxyConnectException.class)) {
            return Phase.PROXY;
        }
        // A connection that was there and is closed before its first use: by a server that is not content with the
        // handshake.
        return has(reason, SSLException.class) || isClosedEarly(reason) ? Phase.TLS : Phase.CONNECT;
    }

    // Vert.x has two exceptions of these words, one of which has no class of its own.
    private static boolean isClosedEarly(Throwable reason) {
        return reason instanceof VertxException && text(reason).equals("Connection was closed");
    }

    HttpException noConnection(FailedConnect failure, Limits limits) {
        var reason = failure.reason();
        if (reason instanceof PoolClosedException) {
            return closedClient();
        }
        if (reason instanceof WaitTimeoutException
                || reason instanceof ConnectTimeoutException
                || has(reason, SslHandshakeTimeoutException.class)) {
            return timeout(failure.phase(), limits);
        }
        return new ConnectFailedException(
                uri(request),
                failure.phase(),
                during(request, failure.phase(), whyNot(failure.phase(), reason)),
                reason);
    }

    private String whyNot(Phase phase, Throwable reason) {
        return switch (phase) {
            case DNS ->
                reason instanceof UnknownHostException
                        ? "nobody knows the host '%s'; is it spelled right, and is there a network?"
                                .formatted(route.nextHost())
                        : "'%s' could not be looked up: %s".formatted(route.nextHost(), reason);
            case TLS -> whyNoTls(reason);
            case PROXY -> "%s leads not to %s: %s".formatted(route.next(), route, whyNoTunnel(reason));
            default ->
                reason instanceof ConnectException && text(reason).contains("refused")
                        ? "%s refused; does a server listen there, and is the port right?".formatted(route.next())
                        : "%s cannot be reached: %s".formatted(route.next(), text(reason));
        };
    }

    // Netty's words begin with the two addresses, which are said already: "http, none, /ADDRESS => HOST:PORT, status:
    // 403 Forbidden".
    private static String whyNoTunnel(Throwable reason) {
        var words = text(reason);
        int said = words.indexOf(", ", Math.max(0, words.indexOf(" => ")));
        var answer = said < 0 ? words : words.substring(said + 2);
        if (answer.equals("disconnected")) {
            return "it closed the connection instead; see its log";
        }
        if (answer.equals("status: 999 Unknown")) { // what Netty makes of anything else
            return "it sent what is no HTTP response; is it an HTTP proxy, and the port right?";
        }
        var status = answer.startsWith("status: ") ? "it answered " + answer.substring("status: ".length()) : answer;
        return answer.startsWith("status: 407 ")
                ? status + "; give it a user and password by Proxy.withCredentials"
                : status;
    }

    private String whyNoTls(Throwable reason) {
        if (has(reason, NotSslRecordException.class)) {
            return "%s answered, but not by TLS; is it http rather than https?".formatted(route);
        }
        var certificate = find(reason, CertificateException.class);
        if (certificate != null) {
            return "the certificate of %s is not accepted: %s".formatted(route, text(certificate));
        }
        if (has(reason, ClosedChannelException.class) || isClosedEarly(reason)) {
            return "%s closed the connection in the middle; does it speak TLS, and want a client certificate?"
                    .formatted(route);
        }
        var words = text(root(reason));
        return words.contains("fatal alert")
                ? "%s refused: %s; does it want a client certificate, by Tls.Builder.certificate, or another version of TLS?"
                        .formatted(route, words)
                : "%s and this client do not agree: %s".formatted(route, words);
    }

    // ---- time-outs

    HttpTimeoutException timeout(Phase phase, Limits limits) {
        boolean total = limits.isTotalPassed();
        var limit = total ? limits.timeouts.total() : limits.configured(phase);
        var remedy = total
                ? "the whole request may take no longer; raise Timeouts.total, or see what is slow"
                : remedy(phase);
        return new HttpTimeoutException(
                uri(request),
                phase,
                limit,
                "%s timed out after %s while %s: %s".formatted(request, limit, phase, remedy));
    }

    private String remedy(Phase phase) {
        return switch (phase) {
            case POOL ->
                "all connections that the client may have are in use; close responses, raise limit, or raise Timeouts.poolWait";
            case DNS -> "the resolver does not answer; raise Timeouts.connect, or see to the DNS";
            case CONNECT ->
                "%s does not answer; is it up, or does a firewall drop what is sent? Or raise Timeouts.connect"
                        .formatted(route);
            case PROXY -> "the proxy does not lead there in time; raise Timeouts.connect";
            case TLS -> "%s does not answer; does it speak TLS? Or raise Timeouts.tls".formatted(route);
            case REQUEST -> "%s takes no more of the body; raise Timeouts.betweenBytes".formatted(route);
            case RESPONSE -> "%s has not begun to answer; raise Timeouts.firstByte if it needs longer".formatted(route);
            case BODY -> "%s sends no more; raise Timeouts.betweenBytes if it needs longer".formatted(route);
        };
    }

    // ---- lost connections and broken protocol

    /** Before the response's head was here. */
    HttpException noResponse(Throwable raw) {
        var reason = raw instanceof NothingSentException && raw.getCause() != null ? raw.getCause() : raw;
        if (clientClosed.getAsBoolean()) {
            return closedMeanwhile(Phase.RESPONSE);
        }
        if (has(reason, SSLException.class)) {
            return noMoreTls(reason);
        }
        if (reason instanceof StreamResetException reset) {
            return disconnected(
                    Phase.RESPONSE,
                    "%s reset the request (HTTP/2 error %d); try again".formatted(route, reset.getCode()),
                    reason);
        }
        if (isBadProtocol(reason)) {
            return new ProtocolException(
                    uri(request),
                    Phase.RESPONSE,
                    during(
                            request,
                            Phase.RESPONSE,
                            "%s sent what is no HTTP response: %s; is it an HTTP server, and the port right?"
                                    .formatted(route, text(reason))),
                    reason);
        }
        return disconnected(
                Phase.RESPONSE,
                "%s closed the connection before it answered; try again, or see the server's log".formatted(route),
                reason);
    }

    // By TLS 1.3 a client has shaken hands before the server has looked at its certificate.
    private HttpException noMoreTls(Throwable reason) {
        var words = text(root(reason));
        return words.contains("certificate")
                ? new ConnectFailedException(
                        uri(request), Phase.TLS, during(request, Phase.TLS, whyNoTls(reason)), reason)
                : disconnected(Phase.RESPONSE, "%s broke TLS off: %s; try again".formatted(route, words), reason);
    }

    /** The answer to a WebSocket's handshake was another one. */
    HttpException noWebSocket(RefusedHandshake refused) {
        var what = during(
                request,
                Phase.RESPONSE,
                "%s does not make it a WebSocket: %s; is the path right, and does the server want a header?"
                        .formatted(route, text(refused)));
        int status = refused.status();
        return status == 0 || status == 101
                ? new ProtocolException(uri(request), Phase.RESPONSE, what, refused)
                : new StatusException(uri(request), status, "", what);
    }

    HttpException inBody(Throwable reason, long received, long length) {
        if (clientClosed.getAsBoolean()) {
            return closedMeanwhile(Phase.BODY);
        }
        var of = length < 0
                ? "%d bytes, before the end".formatted(received)
                : "%d of %d bytes".formatted(received, length);
        if (reason instanceof StreamResetException reset) {
            return disconnected(
                    Phase.BODY,
                    "%s broke the response off (HTTP/2 error %d) after %s; ask again, or see the server's log"
                            .formatted(route, reset.getCode(), of),
                    reason);
        }
        if (isBadProtocol(reason)) {
            return new ProtocolException(
                    uri(request),
                    Phase.BODY,
                    during(
                            request,
                            Phase.BODY,
                            "after %d bytes %s sent what is no HTTP: %s".formatted(received, route, text(reason))),
                    reason);
        }
        return disconnected(
                Phase.BODY,
                "%s closed the connection after %s; ask again, or for the rest by Range".formatted(route, of),
                reason);
    }

    private HttpException closedMeanwhile(Phase phase) {
        return disconnected(phase, "the client was closed meanwhile; close it after its requests", null);
    }

    private HttpException disconnected(Phase phase, String what, @Nullable Throwable reason) {
        return new DisconnectedException(uri(request), phase, during(request, phase, what), reason);
    }

    private static boolean isBadProtocol(Throwable reason) {
        return reason instanceof DecoderException
                || reason instanceof IllegalArgumentException
                || reason instanceof IllegalStateException
                || reason instanceof NumberFormatException
                || (reason instanceof VertxException && !(reason instanceof HttpClosedException));
    }

    /** Tells whether {@code raw} is a connection that ended before anything of the response came. */
    static boolean isLostBeforeResponse(Throwable raw) {
        return raw instanceof NothingSentException
                || raw instanceof HttpClosedException
                || raw instanceof ClosedChannelException
                || raw instanceof SocketException
                || (raw instanceof IOException && !(raw instanceof SSLException));
    }

    // ---- bodies

    HttpException tooLarge(long limit) {
        return body(
                Phase.BODY,
                "it is larger than %d bytes, which is the limit in memory; raise mostBytes, or use body() or saveTo"
                        .formatted(limit),
                null);
    }

    HttpException notJson(Type type, @Nullable String contentType, String excerpt, IOException reason) {
        var declared = contentType == null ? "without Content-Type" : "of the type " + contentType;
        return body(
                Phase.BODY,
                "the body %s is not the JSON of %s: %s; it begins with '%s'"
                        .formatted(declared, type.getTypeName(), firstLine(reason), excerpt),
                reason);
    }

    HttpException undecodable(String coding, IOException reason) {
        return body(
                Phase.BODY,
                "the body is not the %s that it is said to be: %s; ask with decoded(false) to have it as it is"
                        .formatted(coding, firstLine(reason)),
                reason);
    }

    HttpException bomb(String coding, long received, long decoded) {
        return body(
                Phase.BODY,
                "%d bytes of %s became %d already, more than %d for each: what does that is meant to; ask with decoded(false) if it is not"
                        .formatted(received, coding, decoded, DecodedStream.MOST_PER_BYTE),
                null);
    }

    HttpException unwritable(Path file, IOException reason) {
        return body(
                Phase.BODY,
                "'%s' cannot be written: %s; nothing of it is left, see to the disk and the folder"
                        .formatted(file, text(reason)),
                reason);
    }

    HttpException unreadable(IOException reason) {
        return body(Phase.BODY, "the body cannot be read: " + firstLine(reason), reason);
    }

    HttpException closedBody() {
        return body(Phase.BODY, "the response is closed; read it before", null);
    }

    private HttpException body(Phase phase, String what, @Nullable Throwable reason) {
        return new BodyException(uri(request), phase, during(request, phase, what), reason);
    }

    static HttpException unreadable(ClientRequest request, IOException reason) {
        return new BodyException(
                uri(request),
                Phase.REQUEST,
                during(request, Phase.REQUEST, "its body cannot be read: " + firstLine(reason)),
                reason);
    }

    static HttpException wrongLength(ClientRequest request, long said, long seen, boolean more) {
        return new BodyException(
                uri(request),
                Phase.REQUEST,
                during(
                        request,
                        Phase.REQUEST,
                        "its body has %s bytes, but was said to have %d; give the right length, or -1"
                                .formatted(more ? seen + " or more" : seen, said)),
                null);
    }

    // ---- answers

    HttpException status(int status, String excerpt) {
        return new StatusException(
                uri(request),
                status,
                excerpt,
                "%s was answered with status %d%s; send() takes any status"
                        .formatted(request, status, excerpt.isEmpty() ? "" : ": '" + excerpt + "'"));
    }

    static HttpException redirect(ClientRequest request, List<URI> trail, String what) {
        return new RedirectException(uri(request), trail, "%s was redirected, %s".formatted(request, what));
    }

    // ---- reasons

    private static String text(Throwable reason) {
        var message = reason.getMessage();
        return message == null ? reason.getClass().getSimpleName() : message;
    }

    private static String firstLine(Throwable reason) {
        return text(reason).lines().findFirst().orElse("");
    }

    private static boolean has(Throwable reason, Class<? extends Throwable> type) {
        return find(reason, type) != null;
    }

    private static <X extends Throwable> @Nullable X find(Throwable reason, Class<X> type) {
        for (Throwable at = reason; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static Throwable root(Throwable reason) {
        var at = reason;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
