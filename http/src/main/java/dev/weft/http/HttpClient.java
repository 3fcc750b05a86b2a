package dev.weft.http;

import dev.weft.http.internal.client.Engine;
import dev.weft.http.internal.client.Settings;
import dev.weft.http.internal.text.Uris;
import dev.weft.internal.time.Nanos;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks HTTP servers: one client per application, which keeps connections, cookies and limits.
 *
 * <pre>{@code
 * try (var client = HttpClient.open()) {
 *     String page = client.get("https://example.org/").text();
 *     User user = client.post("https://example.org/users").json(new Order("x")).json(User.class);
 * }
 * }</pre>
 *
 * <p>Any thread and any job of any pool may call any method. A call waits for its answer: a coroutine is suspended, a thread waits.
 * A job of a loop that runs over one of the network's own threads (a server's, or {@link NetworkLoop}) has its sockets there, too.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientSession">ClientSession</a>, from which we
 *     differ: HTTP/2, retries, a wait for the pool of its own, and a close that waits until the sockets are closed
 */
public final class HttpClient implements AutoCloseable {
    private final Engine engine;
    private final @Nullable URI base;

    private HttpClient(Engine engine, @Nullable URI base) {
        this.engine = engine;
        this.base = base;
    }

    /** Opens a client with the defaults. */
    public static HttpClient open() {
        return builder().open();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    // ---- requests

    /** Returns a request to {@code uri} by GET, which is not sent yet; see {@link #request}. */
    public ClientRequest get(String uri) {
        return request("GET", uri);
    }

    /** Returns a request to {@code uri} by GET, which is not sent yet; see {@link #request}. */
    public ClientRequest get(URI uri) {
        return request("GET", uri);
    }

    /** Returns a request to {@code uri} by HEAD, which is not sent yet; see {@link #request}. */
    public ClientRequest head(String uri) {
        return request("HEAD", uri);
    }

    /** Returns a request to {@code uri} by HEAD, which is not sent yet; see {@link #request}. */
    public ClientRequest head(URI uri) {
        return request("HEAD", uri);
    }

    /** Returns a request to {@code uri} by POST, which is not sent yet; see {@link #request}. */
    public ClientRequest post(String uri) {
        return request("POST", uri);
    }

    /** Returns a request to {@code uri} by POST, which is not sent yet; see {@link #request}. */
    public ClientRequest post(URI uri) {
        return request("POST", uri);
    }

    /** Returns a request to {@code uri} by PUT, which is not sent yet; see {@link #request}. */
    public ClientRequest put(String uri) {
        return request("PUT", uri);
    }

    /** Returns a request to {@code uri} by PUT, which is not sent yet; see {@link #request}. */
    public ClientRequest put(URI uri) {
        return request("PUT", uri);
    }

    /** Returns a request to {@code uri} by PATCH, which is not sent yet; see {@link #request}. */
    public ClientRequest patch(String uri) {
        return request("PATCH", uri);
    }

    /** Returns a request to {@code uri} by PATCH, which is not sent yet; see {@link #request}. */
    public ClientRequest patch(URI uri) {
        return request("PATCH", uri);
    }

    /** Returns a request to {@code uri} by DELETE, which is not sent yet; see {@link #request}. */
    public ClientRequest delete(String uri) {
        return request("DELETE", uri);
    }

    /** Returns a request to {@code uri} by DELETE, which is not sent yet; see {@link #request}. */
    public ClientRequest delete(URI uri) {
        return request("DELETE", uri);
    }

    /** Returns a request to {@code uri} by OPTIONS, which is not sent yet; see {@link #request}. */
    public ClientRequest options(String uri) {
        return request("OPTIONS", uri);
    }

    /** Returns a request to {@code uri} by OPTIONS, which is not sent yet; see {@link #request}. */
    public ClientRequest options(URI uri) {
        return request("OPTIONS", uri);
    }

    /**
     * Returns a request to {@code uri}, which is not sent yet.
     *
     * @param uri absolute, or relative to the client's base
     * @throws IllegalArgumentException if it is no URI, not for http or https, or relative and the client has no base; or if the
     *     method is no token, or CONNECT, which is the client's own
     */
    public ClientRequest request(String method, String uri) {
        return request(method, Uris.parse(uri));
    }

    /** As {@link #request(String, String)}. */
    public ClientRequest request(String method, URI uri) {
        var absolute = base == null ? uri : Uris.resolve(base, uri);
        return new ClientRequest(engine, Uris.ensureMethod(method), Uris.ensureHttp(absolute));
    }

    // ---- WebSockets

    /** Opens a WebSocket with {@link WebSocketOptions#defaults}; see {@link #webSocket(String, WebSocketOptions)}. */
    public WebSocket webSocket(String uri) {
        return webSocket(uri, WebSocketOptions.defaults());
    }

    /**
     * Opens a WebSocket, and waits for it. Of headers it sends what the client has; for others see {@link ClientRequest#webSocket}.
     *
     * @param uri for ws, wss, http or https; or relative to the client's base
     * @throws IllegalArgumentException if it is none of these
     * @throws HttpException as {@link ClientRequest#webSocket} does
     */
    public WebSocket webSocket(String uri, WebSocketOptions options) {
        return get(Uris.ofWebSocket(Uris.parse(uri))).webSocket(options);
    }

    /**
     * Closes all connections, and waits until their sockets are closed. Exchanges that are under way fail, and so do later ones;
     * WebSockets are closed with 1001.
     *
     * @throws dev.weft.WaitInterruptedException if interrupted meanwhile; the sockets are being closed nevertheless
     */
    @Override
    public void close() {
        engine.close();
    }

    /** Returns the name, and how many connections there are. */
    @Override
    public String toString() {
        return engine.toString();
    }

    /** How a client is to be; used by one thread. */
    public static final class Builder {
        private final List<ClientMiddleware> middlewares = new ArrayList<>();
        private @Nullable URI base;
        private Headers headers =
                Headers.builder().add("User-Agent", "weft").add("Accept", "*/*").build();
        private Timeouts timeouts = Timeouts.defaults();
        private Retries retries = Retries.none();
        private int limit = 100;
        private int limitPerHost = Integer.MAX_VALUE;
        private Duration keepAlive = Duration.ofSeconds(15);
        private int mostRedirects = 10;
        private boolean downgrade;
        private long mostBytes = 64L << 20;
        private boolean http2 = true;
        private Tls tls = Tls.platform();
        private @Nullable CookieJar cookies = CookieJar.create();
        private Proxies proxies = Proxies.none();
        private @Nullable Path unixSocket;
        private Resolver resolver = Resolver.system();
        private Duration dnsCache = Duration.ofSeconds(10);
        private JsonCodec json = JsonCodec.standard();

        private Builder() {}

        /**
         * Sets what relative URIs are relative to.
         *
         * @throws IllegalArgumentException if it is not for http or https
         */
        public Builder base(String uri) {
            base = Uris.ensureHttp(Uris.parse(uri));
            return this;
        }

        /** Sets the headers of each request, where it does not have its own; {@code User-Agent: weft} and {@code Accept: *}{@code /*} by default. */
        public Builder headers(Headers defaults) {
            headers = Objects.requireNonNull(defaults, "defaults");
            return this;
        }

        /** Sets the time-outs; {@link Timeouts#defaults} by default. */
        public Builder timeouts(Timeouts limits) {
            timeouts = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** Sets what is sent again and when; {@link Retries#none} by default. */
        public Builder retries(Retries policy) {
            retries = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how many connections there are at most, idle ones included; 100 by default. Who comes when there are as many waits, first come, first served.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder limit(int connections) {
            limit = ensureOneOrMore(connections, "limit");
            return this;
        }

        /**
         * Sets how many connections there are to one host at most; as many as in all by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder limitPerHost(int connections) {
            limitPerHost = ensureOneOrMore(connections, "limitPerHost");
            return this;
        }

        /**
         * Sets how long a connection is kept that nobody uses; 15 s by default. What a server says by {@code Keep-Alive} counts if it is less.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Builder keepAlive(Duration limit) {
            keepAlive = Nanos.ensurePositive(limit, "limit");
            return this;
        }

        /**
         * Sets how many redirects are followed at most; 10 by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder redirects(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("most must not be negative, was " + most);
            }
            mostRedirects = most;
            return this;
        }

        /** Sets whether a redirect from https to http is followed; it is not by default. */
        public Builder downgrade(boolean allowed) {
            downgrade = allowed;
            return this;
        }

        /**
         * Sets the limit for bodies that are read into memory, decoded; 64 MiB by default.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Builder mostBytes(long limit) {
            if (limit <= 0) {
                throw new IllegalArgumentException("limit must be positive, was " + limit);
            }
            mostBytes = limit;
            return this;
        }

        /** Sets whether HTTP/2 is offered to https servers; it is by default. */
        public Builder http2(boolean offered) {
            http2 = offered;
            return this;
        }

        /** Sets whom to believe, and who the client itself is; {@link Tls#platform} by default. */
        public Builder tls(Tls how) {
            tls = Objects.requireNonNull(how, "how");
            return this;
        }

        /** Sets where cookies are kept; an empty jar by default. */
        public Builder cookies(CookieJar jar) {
            cookies = Objects.requireNonNull(jar, "jar");
            return this;
        }

        /** Has no cookies kept or sent, but those that a request has itself. */
        public Builder withoutCookies() {
            cookies = null;
            return this;
        }

        /** Sets the proxy that all requests go through. */
        public Builder proxy(Proxy proxy) {
            return proxy(Proxies.of(proxy));
        }

        /** Sets which proxy a request goes through; none by default, not even one of {@link Proxies#fromEnvironment()}. */
        public Builder proxy(Proxies which) {
            proxies = Objects.requireNonNull(which, "which");
            return this;
        }

        /** Has all requests go to a server that listens at a Unix socket, whatever their host, which it is told nevertheless. */
        public Builder unixSocket(Path socket) {
            unixSocket = Objects.requireNonNull(socket, "socket");
            return this;
        }

        /** Sets who looks hosts up, and for how long an answer is kept; {@link Resolver#system} and 10 s by default. */
        public Builder resolver(Resolver lookup, Duration kept) {
            resolver = Objects.requireNonNull(lookup, "lookup");
            dnsCache = Nanos.ensurePositive(kept, "kept");
            return this;
        }

        /** Sets who writes and reads JSON; Jackson by default. */
        public Builder json(JsonCodec codec) {
            json = Objects.requireNonNull(codec, "codec");
            return this;
        }

        /** Adds a middleware inside of those that are there: the first one added sees a request first, and its response last. */
        public Builder use(ClientMiddleware middleware) {
            middlewares.add(Objects.requireNonNull(middleware, "middleware"));
            return this;
        }

        /** Opens the client. */
        public HttpClient open() {
            return new HttpClient(Engine.open(settings()), base);
        }

        private Settings settings() {
            return new Settings(
                    headers,
                    timeouts,
                    retries,
                    limit,
                    limitPerHost,
                    keepAlive,
                    mostRedirects,
                    downgrade,
                    mostBytes,
                    http2,
                    tls,
                    cookies,
                    proxies,
                    unixSocket,
                    resolver,
                    dnsCache,
                    json,
                    List.copyOf(middlewares));
        }

        private static int ensureOneOrMore(int value, String what) {
            if (value < 1) {
                throw new IllegalArgumentException("%s must be 1 or more, was %d".formatted(what, value));
            }
            return value;
        }
    }
}
