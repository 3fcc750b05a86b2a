package dev.weft.http;

import dev.weft.http.internal.tcp.Connector;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Bytes both ways over one connection.
 *
 * <pre>{@code
 * try (var stream = TcpStream.connect("localhost", 6379)) {
 *     stream.write("PING\r\n");
 *     System.out.println(stream.readLine());
 * }
 * }</pre>
 *
 * <p>What has arrived is read without going to the event loop; a read waits only for what is not there. A reader that is slow holds
 * the peer up, and a peer that is slow holds the writer up. An interrupted or overdue read loses nothing.
 *
 * <p>One thread at a time reads, and one at a time writes; the two may be different ones. Any thread may close.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-stream.html">asyncio's streams</a>, from which we differ: one object for
 *     both ways, {@code write} waits by itself (there is no {@code drain}), {@code close} waits, a line over the limit is not lost
 */
public interface TcpStream extends AutoCloseable {
    /** How long a line, or what {@link #readUntil} reads, may be unless told otherwise: 64 KiB. */
    int DEFAULT_LIMIT = 64 * 1024;

    /**
     * Connects to a host; each of its addresses is tried in turn.
     *
     * @throws TcpConnectException if the host is not found, or none of its addresses can be connected to within 30 s
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; nothing is left open
     * @see <a href="https://docs.python.org/3/library/asyncio-stream.html#asyncio.open_connection">open_connection</a>
     */
    static TcpStream connect(String host, int port) {
        return connect(host, port, TcpOptions.defaults());
    }

    /**
     * As {@link #connect(String, int)}, with options.
     *
     * @throws IllegalArgumentException if the port is none
     */
    static TcpStream connect(String host, int port, TcpOptions options) {
        return Connector.connect(host, port, options);
    }

    /** Connects to a Unix socket, as {@link #connect(String, int)} does. */
    static TcpStream connect(Path unixSocket) {
        return connect(unixSocket, TcpOptions.defaults());
    }

    /** As {@link #connect(Path)}, with options. */
    static TcpStream connect(Path unixSocket, TcpOptions options) {
        return Connector.connect(unixSocket, options);
    }

    // ---- reading

    /**
     * Reads a line and returns it without its end ({@code \n} or {@code \r\n}), as UTF-8; {@code null} at the end of the stream. The
     * last line may lack its end.
     *
     * @throws LimitOverrunException if it is longer than {@link #DEFAULT_LIMIT}; nothing was taken
     * @throws TcpLostException if the stream was lost; what came before that was returned first
     * @throws IncompleteReadException if it was lost within a line
     * @throws dev.weft.WaitTimeoutException if {@link #readTimeout} passed; nothing was taken
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; nothing was taken
     */
    default @Nullable String readLine() {
        return readLine(DEFAULT_LIMIT);
    }

    /**
     * As {@link #readLine()}, with another limit.
     *
     * @param most how many bytes the line may have, its end included
     */
    @Nullable
    String readLine(int most);

    /**
     * Reads exactly so many bytes.
     *
     * @throws IncompleteReadException if the stream ends before that; it has what came
     * @throws TcpLostException and the others, as {@link #readLine()} does; with a time-out or an interrupt what came is lost
     */
    byte[] readExactly(int count);

    /**
     * Reads up to the end of {@code separator}, which is returned too; {@code null} at the end of the stream.
     *
     * @param most how many bytes that may be, the separator included
     * @throws IncompleteReadException if the stream ends within; it has what came
     * @throws LimitOverrunException and the others, as {@link #readLine()} does
     * @throws IllegalArgumentException if the separator is empty or longer than {@code most}
     */
    byte @Nullable [] readUntil(byte[] separator, int most);

    /** As {@link #readUntil(byte[], int)}, up to {@link #DEFAULT_LIMIT} bytes. */
    default byte @Nullable [] readUntil(String separator) {
        return readUntil(separator.getBytes(StandardCharsets.UTF_8), DEFAULT_LIMIT);
    }

    /**
     * Reads what is there, up to {@code most} bytes, and waits only if nothing is; empty at the end of the stream.
     *
     * @throws TcpLostException and the others, as {@link #readLine()} does
     */
    byte[] read(int most);

    /** As {@link #read(int)}, into an array; returns how many bytes, or -1 at the end of the stream. */
    int read(byte[] into, int at, int most);

    /** Tells whether the peer has ended the stream and all of it was read; does not wait. */
    boolean isAtEnd();

    /** Sets how long each later read may wait; {@code null} for ever. A read that was overdue can be done again. */
    void readTimeout(@Nullable Duration timeout);

    /** Returns a view for who wants an {@code InputStream}; what a read here throws is the cause of its {@code IOException}. */
    InputStream input();

    // ---- writing

    /**
     * Writes bytes, and waits while too much is on its way; they are copied before it returns, and sent at once.
     *
     * @throws TcpLostException if the stream was lost or closed, before or during the wait
     * @throws IllegalStateException after {@link #shutdownOutput}
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted while it waits; a part may have been sent
     */
    default void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** As {@link #write(byte[])}, of a part of an array. */
    void write(byte[] from, int at, int length);

    /** As {@link #write(byte[])}, of a text in UTF-8. */
    default void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Waits until all that was written is with the operating system.
     *
     * @throws TcpLostException and the others, as {@link #write(byte[])} does
     */
    void flush();

    /**
     * Ends what is written, so that the peer comes to the end of its reading; it can still be read from.
     *
     * @throws TcpLostException and the others, as {@link #write(byte[])} does
     * @see <a href="https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.write_eof">write_eof</a>, which we
     *     have for TLS, too
     */
    void shutdownOutput();

    /** Returns a view for who wants an {@code OutputStream}; closing that is {@link #shutdownOutput}. */
    OutputStream output();

    // ---- TLS

    /**
     * Speaks TLS from now on, as the client on a stream that was connected and as the server on one that was accepted, and waits
     * for the handshake. Bytes that were received and not read belong to TLS: nothing that came in the clear can be taken for
     * something that came by TLS.
     *
     * @throws IllegalStateException if TLS is spoken already
     * @throws IllegalArgumentException if a server's has no certificate
     * @throws TcpConnectException if the handshake fails, or takes longer than the time to connect; the stream is lost then
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; the stream is lost then
     * @see <a href="https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.start_tls">start_tls</a>
     */
    void startTls(Tls tls);

    /** Returns what TLS agreed on, with the peer's certificates; {@code null} without TLS. */
    @Nullable
    SSLSession tlsSession();

    // ---- the end

    /** Returns this end's address; an {@link java.net.InetSocketAddress} or {@link java.net.UnixDomainSocketAddress}. */
    SocketAddress localAddress();

    /** Returns the peer's address, as {@link #localAddress} does. */
    SocketAddress remoteAddress();

    /**
     * Sends what was written, closes, and waits until it is closed. What was not read is dropped. A peer that takes nothing for
     * 30 s is cut off. Closing again changes nothing.
     *
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; the connection is cut then
     */
    @Override
    void close();

    /** Cuts the connection at once, so that the peer sees it fail (a TCP reset). */
    void reset();
}
