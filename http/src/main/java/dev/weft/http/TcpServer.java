package dev.weft.http;

import dev.weft.Pool;
import dev.weft.http.internal.tcp.Acceptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections, and runs a job for each.
 *
 * <pre>{@code
 * try (var server = TcpServer.builder().port(7).open(stream -> {
 *     for (var line = stream.readLine(); line != null; line = stream.readLine()) {
 *         stream.write(line + "\n");
 *     }
 * })) {
 *     ...
 * }
 * }</pre>
 *
 * <p>A job is a coroutine on the event loop of its connection, of which there is one per processor; or it runs in a pool that
 * the builder was given.
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-stream.html#asyncio.start_server">start_server</a>, from which we differ:
 *     every processor is used, and closing waits for the connections
 */
public final class TcpServer implements AutoCloseable {
    private final Acceptor acceptor;

    private TcpServer(Acceptor acceptor) {
        this.acceptor = acceptor;
    }

    /** Returns a builder of a server on a free port of the loopback interface. */
    public static Builder builder() {
        return new Builder();
    }

    /** Opens a server on a free port of the loopback interface: as {@link Builder#open}. */
    public static TcpServer open(TcpHandler handler) {
        return builder().open(handler);
    }

    /** Returns where it listens; an {@link InetSocketAddress} or {@link java.net.UnixDomainSocketAddress}. */
    public SocketAddress address() {
        return acceptor.address();
    }

    /**
     * Returns the port that it listens on.
     *
     * @throws IllegalStateException if it listens on a Unix socket
     */
    public int port() {
        if (address() instanceof InetSocketAddress inet) {
            return inet.getPort();
        }
        throw new IllegalStateException("%s is a Unix socket, which has no port".formatted(address()));
    }

    /** Returns how many connections are open. */
    public int connections() {
        return acceptor.connections();
    }

    /**
     * Accepts no more, waits for the connections to end for as long as {@link Builder#shutdownGrace} says, cancels those that have
     * not, waits until they have, and frees everything. Closing again changes nothing.
     *
     * @throws IllegalStateException if called by a job of this server on its loops, which would wait for itself
     */
    @Override
    public void close() {
        acceptor.close();
    }

    @Override
    public String toString() {
        return "TcpServer[%s, %d connections]".formatted(address(), connections());
    }

    /** How a server is to be; used by one thread. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private @Nullable Path unixSocket;
        private @Nullable Tls tls;
        private @Nullable Pool pool;
        private Duration handshakeTimeout = Duration.ofSeconds(30);
        private Duration shutdownGrace = Duration.ofSeconds(10);

        private Builder() {}

        /** Sets the address to listen on: {@code 127.0.0.1} by default, {@code 0.0.0.0} or {@code ::} for every interface. */
        public Builder host(String newHost) {
            host = Objects.requireNonNull(newHost, "host");
            return this;
        }

        /**
         * Sets the port; 0, the default, takes a free one.
         *
         * @throws IllegalArgumentException if it is none
         */
        public Builder port(int newPort) {
            if (newPort < 0 || newPort > 0xffff) {
                throw new IllegalArgumentException("port must be 0 to 65535, was " + newPort);
            }
            port = newPort;
            return this;
        }

        /** Has it listen on a Unix socket in place of a port; its file is removed at the end. */
        public Builder unixSocket(Path path) {
            unixSocket = Objects.requireNonNull(path, "path");
            return this;
        }

        /** Has it speak TLS, with a {@link Tls.Builder#certificate(Path, Path) certificate}. */
        public Builder tls(Tls newTls) {
            tls = Objects.requireNonNull(newTls, "tls");
            return this;
        }

        /** Has jobs run in {@code newPool}, which is not closed with the server; such as {@code ThreadPool.virtual()}. */
        public Builder handleOn(Pool newPool) {
            pool = Objects.requireNonNull(newPool, "pool");
            return this;
        }

        /** Sets how long a client may take for the handshake of TLS; 30 s by default. */
        public Builder handshakeTimeout(Duration timeout) {
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException("handshakeTimeout must be positive, was " + timeout);
            }
            handshakeTimeout = timeout;
            return this;
        }

        /** Sets how long closing waits for the connections before it cancels them; 10 s by default, zero cancels at once. */
        public Builder shutdownGrace(Duration grace) {
            if (grace.isNegative()) {
                throw new IllegalArgumentException("shutdownGrace must not be negative, was " + grace);
            }
            shutdownGrace = grace;
            return this;
        }

        /**
         * Opens the server, and returns it when it listens.
         *
         * @throws TcpConnectException if it cannot listen there; the message says why
         * @throws IllegalStateException if this JVM was not given the loop's flag, and no pool; the message says how
         * @throws IllegalArgumentException if TLS has no certificate
         */
        public TcpServer open(TcpHandler handler) {
            Objects.requireNonNull(handler, "handler");
            var settings = new Acceptor.Settings(host, port, unixSocket, tls, pool, handshakeTimeout, shutdownGrace);
            return new TcpServer(Acceptor.open(settings, handler));
        }
    }
}
