package dev.weft.http;

import dev.weft.Pool;
import dev.weft.http.internal.server.Router;
import dev.weft.http.internal.server.RunningServer;
import dev.weft.http.internal.server.Settings;
import dev.weft.loop.HeldStatistics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests, until it is closed.
 *
 * <pre>{@code
 * var routes = Routes.create().get("/hello/{name}", request -> Response.text("Hello " + request.path("name")));
 * try (var server = HttpServer.builder().port(8080).open(routes)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Each request is a job: a coroutine on a loop over the event loop that its socket lives on, one loop for each processor; or of
 * the pool given to {@link Builder#handleOn}. A handler that holds its loop is reported by the loop's watchdog, by its route.
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web.html">aiohttp's server</a>, from which we differ: all processors are used, and
 *     HTTP/2 is spoken
 */
public final class HttpServer implements AutoCloseable {
    private final Settings settings;
    private final RunningServer running;

    private HttpServer(Settings settings, RunningServer running) {
        this.settings = settings;
        this.running = running;
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the port that it listens on; 0 on a Unix socket. */
    public int port() {
        return running.port();
    }

    /** Returns the address to ask, without a path; on a Unix socket {@code localhost}, for a client that is told the socket. */
    public URI uri() {
        var scheme = settings.tls() == null ? "http" : "https";
        if (settings.unixSocket() != null) {
            return URI.create(scheme + "://localhost");
        }
        var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("%s://%s:%d".formatted(scheme, host, port()));
    }

    /** Returns what the server does, as of now; also while a loop is held. */
    public Statistics statistics() {
        return new Statistics(running.connections(), running.requestsInProgress(), running.requests(), running.held());
    }

    /**
     * What a server does.
     *
     * @param connections that are open
     * @param requestsInProgress whose response has not been handed to the operating system
     * @param requests that there were
     * @param held how handlers held the loops that they run on; never, on other pools
     */
    public record Statistics(int connections, int requestsInProgress, long requests, HeldStatistics held) {}

    /**
     * Has new connections use {@code tls}, such as a certificate that was renewed; those that are open go on.
     *
     * @throws IllegalArgumentException if it has no certificate, or the server was opened without TLS
     */
    public void reload(Tls tls) {
        running.reload(Objects.requireNonNull(tls, "tls"));
    }

    /**
     * Closes the server and waits for that, in these steps: it stops listening, and closes connections without a request; waits for
     * requests in progress, up to the grace, each connection closing after its last; closes WebSockets with code 1001; cancels
     * handlers that are not over, which is answered with 503 where they end within a second; and closes what is left.
     *
     * <p>Interrupted while it waits for requests, it goes on to the next step at once. A handler on a loop that goes on although it is
     * cancelled is waited for, and logged every 10 s. Closing twice does nothing.
     *
     * @see <a href="https://docs.aiohttp.org/en/stable/web_advanced.html#graceful-shutdown">aiohttp's graceful shutdown</a>, where
     *     WebSockets must be kept and closed by the user
     */
    @Override
    public void close() {
        running.close();
    }

    /** Says how a server shall be; used by one thread. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private @Nullable Path unixSocket;
        private int loops = Runtime.getRuntime().availableProcessors();
        private @Nullable Pool pool;
        private Limits limits = Limits.standard();
        private Duration shutdownGrace = Duration.ofSeconds(60);
        private boolean cancelOnDisconnect;
        private boolean compression;
        private @Nullable Tls tls;
        private @Nullable AccessLog accessLog;

        private Builder() {}

        /** Sets the name or address to listen on; this machine's own ({@code 127.0.0.1}) unless told otherwise. */
        public Builder host(String newHost) {
            host = Objects.requireNonNull(newHost, "host");
            return this;
        }

        /**
         * Sets the port; 0, the default, for one that is free.
         *
         * @throws IllegalArgumentException if it is not within 0..65535
         */
        public Builder port(int newPort) {
            if (newPort < 0 || newPort > 65535) {
                throw new IllegalArgumentException("port must be 0 to 65535, was %d".formatted(newPort));
            }
            port = newPort;
            return this;
        }

        /**
         * Has the server listen on a Unix domain socket, in place of host and port; its file is removed at the end. That of a server that
         * was killed is replaced.
         */
        public Builder unixSocket(Path path) {
            unixSocket = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Sets on how many event loops it runs: one for each processor unless told otherwise, and never more.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder loops(int count) {
            if (count <= 0) {
                throw new IllegalArgumentException("loops must be positive, was %d".formatted(count));
            }
            loops = count;
            return this;
        }

        /**
         * Has handlers run as jobs of {@code newPool}, which the server does not close; such as {@code ThreadPool.virtual()}. How many
         * wait there is bounded by {@link Limits#requests}, also beyond the pool's own limit.
         */
        public Builder handleOn(Pool newPool) {
            pool = Objects.requireNonNull(newPool, "pool");
            return this;
        }

        /** Sets what the server takes. */
        public Builder limits(Limits newLimits) {
            limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /** Sets how long {@link HttpServer#close} lets requests come to their end; 60 s unless told otherwise, zero for no time at all. */
        public Builder shutdownGrace(Duration grace) {
            if (grace.isNegative()) {
                throw new IllegalArgumentException("shutdownGrace must not be negative, was %s".formatted(grace));
            }
            shutdownGrace = grace;
            return this;
        }

        /**
         * Sets whether a handler is cancelled when its client is gone; it is not unless told so. Over HTTP/1.1 a client that will send
         * nothing more ({@code shutdownOutput}) is gone, too, and gets no answer: a server cannot tell it from one that has closed.
         */
        public Builder cancelOnDisconnect(boolean on) {
            cancelOnDisconnect = on;
            return this;
        }

        /** Sets whether text, JSON and the like are compressed for clients that take that; they are not unless told so. */
        public Builder compression(boolean on) {
            compression = on;
            return this;
        }

        /** Has the server speak TLS only, with HTTP/2 and HTTP/1.1 as the client likes. */
        public Builder tls(Tls newTls) {
            tls = Objects.requireNonNull(newTls, "tls");
            return this;
        }

        /** Has a line written for each request. */
        public Builder accessLog(AccessLog log) {
            accessLog = Objects.requireNonNull(log, "log");
            return this;
        }

        /**
         * Opens the server, which listens when this returns.
         *
         * @throws IOException if it cannot listen there
         * @throws IllegalStateException if handlers shall run on loops, and this JVM was started without the flag they need
         * @throws IllegalArgumentException if two routes answer the same, or TLS is without a certificate
         */
        public HttpServer open(Routes routes) throws IOException {
            var router = new Router(routes);
            var settings = new Settings(
                    host,
                    port,
                    unixSocket,
                    loops,
                    pool,
                    limits,
                    shutdownGrace,
                    cancelOnDisconnect,
                    compression,
                    tls,
                    accessLog);
            return new HttpServer(settings, RunningServer.open(settings, router));
        }
    }
}
