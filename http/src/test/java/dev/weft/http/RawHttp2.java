package dev.weft.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A client of HTTP/2, or a server, that sends whatever it likes: frames made by hand, header lists without compression. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.1">RFC 9113, section 4.1</a>
 */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final int NO_ERROR = 0;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final int ACK = 1;
    private static final int FRAME_HEAD = 9;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

    /** A frame that came. */
    record Frame(int type, int flags, int stream, byte[] payload) {
        /** Returns the error code of RST_STREAM or GOAWAY. */
        int code() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }

        /** Returns what it carries as text: a header list that is not compressed is readable. */
        String latin1() {
            return new String(payload, StandardCharsets.ISO_8859_1);
        }
    }

    /** Connects, and greets with empty settings. */
    RawHttp2(int port, Certificates authority) throws IOException, GeneralSecurityException {
        this(connected(authority.context(), port));
        out.write(PREFACE);
        frame(SETTINGS, 0, 0).flush();
    }

    /** Connects, agrees on HTTP/2, and says nothing. */
    static RawHttp2 silent(int port, Certificates authority) throws IOException, GeneralSecurityException {
        return new RawHttp2(connected(authority.context(), port));
    }

    /** Takes a client, which has connected by TCP, greets it with empty settings, and agrees to its own. */
    static RawHttp2 serving(Socket client, Certificates.Issued certificate)
            throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) certificate.context().getSocketFactory().createSocket(client, null, true);
        socket.setUseClientMode(false);
        var raw = new RawHttp2(socket);
        raw.in.skipNBytes(PREFACE.length);
        return raw.frame(SETTINGS, 0, 0).frame(SETTINGS, ACK, 0).flush();
    }

    private static SSLSocket connected(SSLContext tls, int port) throws IOException {
        return (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private RawHttp2(SSLSocket socket) throws IOException {
        this.socket = socket;
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    // ---- what is sent

    /** Adds a frame to what {@link #flush} sends. */
    RawHttp2 frame(int type, int flags, int stream, int... payload) {
        var bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return frame(type, flags, stream, bytes);
    }

    RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
        var head = ByteBuffer.allocate(FRAME_HEAD)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream);
        batch.writeBytes(head.array());
        batch.writeBytes(payload);
        return this;
    }

    /** Adds a GET of {@code path} and whatever other headers, as name and value in turn. */
    RawHttp2 get(int stream, String path, String... headers) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, head("GET", path, headers));
    }

    /** Adds the head of a POST, whose body follows. */
    RawHttp2 post(int stream, String path) {
        return frame(HEADERS, END_HEADERS, stream, head("POST", path));
    }

    /** Adds the head of a response, whose body follows. */
    RawHttp2 respond(int stream, int status) {
        var block = new ByteArrayOutputStream();
        literal(block, ":status", Integer.toString(status));
        return frame(HEADERS, END_HEADERS, stream, block.toByteArray());
    }

    RawHttp2 reset(int stream) {
        return frame(RST_STREAM, 0, stream, 0, 0, 0, CANCEL);
    }

    static byte[] head(String method, String path, String... headers) {
        var block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "https");
        literal(block, ":authority", "localhost");
        literal(block, ":path", path);
        for (int i = 0; i < headers.length; i += 2) {
            literal(block, headers[i], headers[i + 1]);
        }
        return block.toByteArray();
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2">RFC 7541, section 6.2.2: without indexing</a> */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        string(block, name);
        string(block, value);
    }

    private static void string(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            int rest = length - 127;
            while (rest >= 128) {
                block.write((rest & 127) | 128);
                rest >>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp2 flush() throws IOException {
        out.write(batch.toByteArray());
        out.flush();
        batch.reset();
        return this;
    }

    // ---- what comes

    /** Returns the next frame. */
    Frame next() throws IOException {
        int length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        var payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    /** Returns the first frame for which {@code wanted} is true, and forgets those before it. */
    Frame next(Predicate<Frame> wanted) throws IOException {
        var frame = next();
        while (!wanted.test(frame)) {
            frame = next();
        }
        return frame;
    }

    /** Waits for the answer to a PING, so that the server has seen all that was sent; returns what came before. */
    List<Frame> awaitServer() throws IOException {
        frame(PING, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8).flush();
        var before = new ArrayList<Frame>();
        for (var frame = next(); frame.type() != PING || frame.flags() != ACK; frame = next()) {
            before.add(frame);
        }
        return before;
    }

    /** Returns the code of the last GOAWAY before the server closed the connection; -1 if there was none. */
    int untilClosed() throws IOException {
        int code = -1;
        try {
            while (true) {
                var frame = next();
                code = frame.type() == GOAWAY ? frame.code() : code;
            }
        } catch (EOFException | SocketException | SSLException e) {
            return code; // with or without TLS's own farewell
        }
    }

    SSLSocket socket() {
        return socket;
    }

    /** Closes so that nothing which is on its way arrives any more. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
