package dev.weft.http;

import dev.weft.http.internal.client.Engine;
import dev.weft.http.internal.text.Basic;
import dev.weft.http.internal.text.Percent;
import dev.weft.http.internal.text.Uris;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client, put together step by step: each method returns another request, and leaves this one as it was. So it can be
 * kept, sent several times, and used by any thread.
 *
 * <p>{@link #send} brings the response whatever its status. {@link #text}, {@link #bytes}, {@link #json(Class)} and
 * {@link #saveTo} bring its body, and demand a 2xx. All of them wait: in a coroutine that is suspended, elsewhere the thread waits.
 * Interrupted, they throw {@link dev.weft.WaitInterruptedException}, and what they held is given back.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientSession.request">request</a>
 */
public final class ClientRequest {
    private final Engine engine;
    private final Draft draft;

    /** What a request is made of; changed only before the request is there. */
    private static final class Draft implements Cloneable {
        String method;
        URI uri;
        Headers headers = Headers.empty();
        Body body = Body.none();
        Timeouts timeouts;
        Retries retries;
        int mostRedirects;
        long mostBytes;
        boolean decoded = true;

        @Nullable
        Transfer onSent;

        @Nullable
        Transfer onReceived;

        Draft(String method, URI uri, Timeouts timeouts, Retries retries, int mostRedirects, long mostBytes) {
            this.method = method;
            this.uri = uri;
            this.timeouts = timeouts;
            this.retries = retries;
            this.mostRedirects = mostRedirects;
            this.mostBytes = mostBytes;
        }

        @Override
        public Draft clone() {
            try {
                return (Draft) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    ClientRequest(Engine engine, String method, URI uri) {
        this.engine = engine;
        var settings = engine.settings();
        this.draft = new Draft(
                method, uri, settings.timeouts(), settings.retries(), settings.mostRedirects(), settings.mostBytes());
    }

    private ClientRequest(Engine engine, Draft draft) {
        this.engine = engine;
        this.draft = draft;
    }

    private ClientRequest with(Consumer<Draft> change) {
        var changed = draft.clone();
        change.accept(changed);
        return new ClientRequest(engine, changed);
    }

    // ---- what it asks

    /**
     * Returns this with another method.
     *
     * @throws IllegalArgumentException if it is no token, or CONNECT, which is the client's own
     */
    public ClientRequest method(String method) {
        var checked = Uris.ensureMethod(method);
        return with(d -> d.method = checked);
    }

    /**
     * Returns this for another URI, taken relative to the present one.
     *
     * @throws IllegalArgumentException if it is not for http or https
     */
    public ClientRequest uri(URI uri) {
        var resolved = Uris.ensureHttp(Uris.resolve(draft.uri, uri));
        return with(d -> d.uri = resolved);
    }

    /** Returns this with {@code name=value} added to the query, both encoded; a name may be there more than once. */
    public ClientRequest query(String name, Object value) {
        var longer = Uris.withQuery(draft.uri, Percent.pair(name, value.toString()));
        return with(d -> d.uri = longer);
    }

    /** Returns this with all of {@code fields} added to the query, in the map's order. */
    public ClientRequest query(Map<String, ?> fields) {
        var request = this;
        for (var field : fields.entrySet()) {
            request = request.query(field.getKey(), field.getValue());
        }
        return request;
    }

    /**
     * Returns this with the header set, in place of any of that name.
     *
     * @throws IllegalArgumentException as {@link Headers.Builder#add} does
     */
    public ClientRequest header(String name, String value) {
        var set = draft.headers.toBuilder().set(name, value).build();
        return with(d -> d.headers = set);
    }

    /** Returns this with exactly these headers; what the client adds to each request comes on top where it is not among them. */
    public ClientRequest headers(Headers headers) {
        Objects.requireNonNull(headers, "headers");
        return with(d -> d.headers = headers);
    }

    /** Returns this with a cookie beside those of the client's jar. */
    public ClientRequest cookie(String name, String value) {
        var present = draft.headers.first("Cookie");
        var pair = name + "=" + value;
        return header("Cookie", present == null ? pair : present + "; " + pair);
    }

    /** Returns this with the user's name and password, by the scheme Basic. */
    public ClientRequest basicAuth(String user, String password) {
        return header("Authorization", Basic.of(user, password));
    }

    /** Returns this with {@code token}, by the scheme Bearer. */
    public ClientRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    // ---- what it carries

    /** Returns this with {@code body}; its type becomes the header {@code Content-Type}, unless that is set. */
    public ClientRequest body(Body body) {
        Objects.requireNonNull(body, "body");
        return with(d -> d.body = body);
    }

    /**
     * Returns this with {@code value} as JSON.
     *
     * @throws IllegalArgumentException if it cannot be written as JSON
     */
    public ClientRequest json(Object value) {
        return body(engine.jsonBody(value));
    }

    /** Returns this with what an HTML form sends; see {@link Body#form}. */
    public ClientRequest form(Map<String, String> fields) {
        return body(Body.form(fields));
    }

    // ---- how it is treated

    /** Returns this with these time-outs in place of the client's. */
    public ClientRequest timeouts(Timeouts timeouts) {
        Objects.requireNonNull(timeouts, "timeouts");
        return with(d -> d.timeouts = timeouts);
    }

    /** Returns this with these retries in place of the client's. */
    public ClientRequest retries(Retries retries) {
        Objects.requireNonNull(retries, "retries");
        return with(d -> d.retries = retries);
    }

    /**
     * Returns this with at most so many redirects followed; with 0, none is, and one is a response as any other.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ClientRequest redirects(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must not be negative, was " + most);
        }
        return with(d -> d.mostRedirects = most);
    }

    /**
     * Returns this with another limit for the body, decoded, that {@link #bytes}, {@link #text} and {@link #json(Class)} read into memory.
     *
     * @throws IllegalArgumentException if it is zero or negative
     */
    public ClientRequest mostBytes(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit must be positive, was " + limit);
        }
        return with(d -> d.mostBytes = limit);
    }

    /**
     * Returns this with the response's body decoded from its content coding (gzip, deflate; br and zstd where their libraries are), as
     * it is by default; or as it comes.
     */
    public ClientRequest decoded(boolean decoded) {
        return with(d -> d.decoded = decoded);
    }

    /** Returns this with somebody who is told how the request's body gets on. */
    public ClientRequest onSent(Transfer listener) {
        return with(d -> d.onSent = listener);
    }

    /** Returns this with somebody who is told how the response's body gets on, as it comes over the wire. */
    public ClientRequest onReceived(Transfer listener) {
        return with(d -> d.onReceived = listener);
    }

    // ---- looking at it

    /** Returns the method. */
    public String method() {
        return draft.method;
    }

    /** Returns the URI, absolute, without a fragment. */
    public URI uri() {
        return draft.uri;
    }

    /** Returns the headers; a middleware sees those that the client added, too. */
    public Headers headers() {
        return draft.headers;
    }

    /** Returns the body. */
    public Body body() {
        return draft.body;
    }

    /** Returns the time-outs. */
    public Timeouts timeouts() {
        return draft.timeouts;
    }

    /** Returns the retries. */
    public Retries retries() {
        return draft.retries;
    }

    /** Returns how many redirects are followed. */
    public int mostRedirects() {
        return draft.mostRedirects;
    }

    /** Returns the limit for a body in memory, in bytes. */
    public long mostBytes() {
        return draft.mostBytes;
    }

    /** Tells whether the response's body is decoded from its content coding. */
    public boolean isDecoded() {
        return draft.decoded;
    }

    /** Returns who is told how the request's body gets on, or {@code null}. */
    public @Nullable Transfer sentListener() {
        return draft.onSent;
    }

    /** Returns who is told how the response's body gets on, or {@code null}. */
    public @Nullable Transfer receivedListener() {
        return draft.onReceived;
    }

    // ---- sending it

    /**
     * Sends the request and returns the response as soon as its head is here, whatever its status. The caller closes it.
     *
     * @throws ConnectFailedException if there is no connection, or the client is closed
     * @throws HttpTimeoutException if one of the time-outs passes
     * @throws DisconnectedException if the connection is lost
     * @throws ProtocolException if the answer is no HTTP
     * @throws RedirectException if there are too many redirects, or one that is not followed
     * @throws BodyException if the request's body cannot be read
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted, or its job cancelled
     */
    public ClientResponse send() {
        return engine.send(this);
    }

    /**
     * Sends the request and returns the body of its response as text, in the charset that it names, else UTF-8.
     *
     * @throws StatusException if the status is not 2xx
     * @throws HttpException as {@link #send} and {@link ClientResponse#text} do
     */
    public String text() {
        try (var response = send()) {
            return response.ensureOk().text();
        }
    }

    /**
     * Sends the request and returns the body of its response.
     *
     * @throws StatusException if the status is not 2xx
     * @throws HttpException as {@link #send} and {@link ClientResponse#bytes} do
     */
    public byte[] bytes() {
        try (var response = send()) {
            return response.ensureOk().bytes();
        }
    }

    /**
     * Sends the request and returns the body of its response, which is JSON, as {@code type}.
     *
     * @throws StatusException if the status is not 2xx
     * @throws HttpException as {@link #send} and {@link ClientResponse#json(Class)} do
     */
    public <T> T json(Class<T> type) {
        try (var response = send()) {
            return response.ensureOk().json(type);
        }
    }

    /** As {@link #json(Class)}, for a generic type. */
    public Object json(Type type) {
        try (var response = send()) {
            return response.ensureOk().json(type);
        }
    }

    /**
     * Sends the request and writes the body of its response to {@code file}; see {@link ClientResponse#saveTo}.
     *
     * @return how many bytes were written
     * @throws StatusException if the status is not 2xx; nothing is written then
     * @throws HttpException as {@link #send} and {@link ClientResponse#saveTo} do
     */
    public long saveTo(Path file) {
        try (var response = send()) {
            return response.ensureOk().saveTo(file);
        }
    }

    /**
     * Sends the request as the handshake of a WebSocket, and waits for that. Cookies, proxies, time-outs and TLS are as for other
     * requests; redirects are not followed, nothing is sent again, and middlewares do not see it. It counts as one of the client's
     * connections until it is closed.
     *
     * @throws IllegalStateException if the method is not GET, or there is a body
     * @throws IllegalArgumentException if a header is one of the handshake's own
     * @throws StatusException if the server answers with a status, and not a WebSocket
     * @throws ProtocolException if it answers something else
     * @throws HttpTimeoutException if one of the time-outs passes; for the answer that is {@link Timeouts#firstByte}
     * @throws ConnectFailedException if there is no connection, or the client is closed
     * @throws DisconnectedException if the connection is lost before the answer
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted, or its job cancelled
     */
    public WebSocket webSocket(WebSocketOptions options) {
        Objects.requireNonNull(options, "options");
        if (!draft.method.equals("GET") || draft.body.contentType() != null) {
            throw new IllegalStateException(
                    "a WebSocket is asked for by GET without a body, not by %s".formatted(this));
        }
        return engine.open(this, options);
    }

    /** Returns the method and the URI, without credentials. */
    @Override
    public String toString() {
        return draft.method + " " + Uris.safe(draft.uri);
    }
}
