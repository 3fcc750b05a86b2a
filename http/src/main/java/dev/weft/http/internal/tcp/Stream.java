package dev.weft.http.internal.tcp;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.TcpConnectException;
import dev.weft.http.TcpLostException;
import dev.weft.http.TcpStream;
import dev.weft.http.Tls;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.tls.NettyTls;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Promise;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A stream as users call it. Any thread may call any method, within what {@link TcpStream} says. */
final class Stream implements TcpStream {
    private static final byte[] LINE_END = {'\n'};
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final TcpSocket socket;
    private final Side side;
    private final Duration connectTimeout;
    private final Runnable atEnd;
    private final AtomicBoolean released = new AtomicBoolean();

    private volatile @Nullable Duration readTimeout;

    /** Which side of TLS this is. */
    sealed interface Side {
        /** Connected to a host, whose certificate must be for it. */
        record Client(String host, int port) implements Side {}

        /** Accepted. */
        record Server() implements Side {}
    }

    /** @param atEnd called once when the stream was closed or reset */
    Stream(TcpSocket socket, Side side, Duration connectTimeout, Runnable atEnd) {
        this.socket = socket;
        this.side = side;
        this.connectTimeout = connectTimeout;
        this.atEnd = atEnd;
    }

    // ---- reading

    @Override
    public @Nullable String readLine(int most) {
        var line = socket.arrivals().readUntil(LINE_END, most, false, readTimeout);
        if (line == null) {
            return null;
        }
        int length = line.length;
        if (line[length - 1] == '\n') {
            length--;
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] readExactly(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative, was " + count);
        }
        return socket.arrivals().readExactly(count, readTimeout);
    }

    @Override
    public byte @Nullable [] readUntil(byte[] separator, int most) {
        if (separator.length == 0 || separator.length > most) {
            throw new IllegalArgumentException(
                    "separator must have 1 to %d bytes, has %d".formatted(most, separator.length));
        }
        return socket.arrivals().readUntil(separator, most, true, readTimeout);
    }

    @Override
    public byte[] read(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be positive, was " + most);
        }
        return socket.arrivals().read(most, readTimeout);
    }

    @Override
    public int read(byte[] into, int at, int most) {
        Objects.checkFromIndexSize(at, most, into.length);
        return socket.arrivals().read(into, at, most, readTimeout);
    }

    @Override
    public boolean isAtEnd() {
        return socket.arrivals().isAtEnd();
    }

    @Override
    public void readTimeout(@Nullable Duration timeout) {
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("readTimeout must be positive, was " + timeout);
        }
        readTimeout = timeout;
    }

    @Override
    public InputStream input() {
        return new StreamInput(this);
    }

    // ---- writing

    @Override
    public void write(byte[] from, int at, int length) {
        Objects.checkFromIndexSize(at, length, from.length);
        socket.departures().write(from, at, length);
    }

    @Override
    public void flush() {
        socket.departures().awaitEmpty();
    }

    @Override
    public void shutdownOutput() {
        if (!socket.departures().shut()) {
            return;
        }
        try {
            call("the end of the output of " + socket, socket::shutOutput);
        } catch (FailedChain e) {
            throw new TcpLostException(
                    "cannot shut down the output: %s was lost: %s"
                            .formatted(socket, e.reason().getMessage()),
                    e.reason());
        }
    }

    @Override
    public OutputStream output() {
        return new StreamOutput(this);
    }

    private void call(String name, Consumer<Promise<Void>> action) throws FailedChain {
        socket.home().call(name, () -> {
            var promise = socket.home().context().<Void>promise();
            action.accept(promise);
            return promise.future();
        });
    }

    // ---- TLS

    @Override
    public void startTls(Tls tls) {
        var provider = side instanceof Side.Client ? NettyTls.client(tls) : NettyTls.server(tls);
        var handshake = socket.home().start("the TLS handshake of " + socket, () -> {
            if (socket.tls() != null) {
                throw new IllegalStateException("%s speaks TLS already".formatted(socket));
            }
            var promise = socket.home().context().<Void>promise();
            socket.startTls(handlerOf(provider), promise);
            return promise.future();
        });
        try {
            NetLoop.valueOf(handshake, connectTimeout);
        } catch (WaitTimeoutException e) {
            handshake.cancel(); // nobody looks at its end any more
            reset();
            throw new TcpConnectException(
                    Phase.TLS, "%s: no TLS handshake within %s".formatted(socket, connectTimeout), e);
        } catch (WaitInterruptedException e) {
            handshake.cancel();
            reset();
            throw e;
        } catch (FailedChain e) {
            if (e.reason() instanceof IllegalStateException wrong) {
                throw wrong;
            }
            reset();
            throw Failures.ofTls(socket.toString(), e.reason());
        }
    }

    private SslHandler handlerOf(NettyTls provider) {
        var handler = switch (side) {
            case Side.Client client -> provider.handler(client.host(), client.port());
            case Side.Server _ -> provider.handler();
        };
        handler.setHandshakeTimeoutMillis(connectTimeout.toMillis());
        return handler;
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        var tls = socket.tls();
        return tls == null ? null : tls.engine().getSession();
    }

    // ---- the end

    @Override
    public SocketAddress localAddress() {
        return publicForm(socket.channel().localAddress());
    }

    @Override
    public SocketAddress remoteAddress() {
        return publicForm(socket.channel().remoteAddress());
    }

    private static SocketAddress publicForm(SocketAddress address) {
        return address instanceof DomainSocketAddress unix ? UnixDomainSocketAddress.of(unix.path()) : address;
    }

    @Override
    public void close() {
        if (released.get()) {
            return;
        }
        socket.departures().shut();
        var closing = socket.home().start("the close of " + socket, () -> {
            var promise = socket.home().context().<Void>promise();
            socket.close(promise);
            return promise.future();
        });
        try {
            NetLoop.valueOf(closing, CLOSE_LIMIT);
        } catch (WaitTimeoutException e) {
            cut();
        } catch (WaitInterruptedException e) {
            cut();
            throw e;
        } catch (FailedChain e) {
            throw new AssertionError("a close cannot fail", e);
        } finally {
            release();
        }
    }

    @Override
    public void reset() {
        if (released.get()) {
            return;
        }
        socket.departures().shut();
        cut();
        release();
    }

    private void cut() {
        socket.home().run(socket::reset);
    }

    private void release() {
        if (released.compareAndSet(false, true)) {
            atEnd.run();
        }
    }

    @Override
    public String toString() {
        return "TcpStream[%s]".formatted(socket);
    }
}
