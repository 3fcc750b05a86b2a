package dev.weft.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** A client that sends whatever it likes. */
final class RawSocket implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawSocket(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static RawSocket overTls(int port, Certificates authority) throws IOException, GeneralSecurityException {
        var tls = authority.context().getSocketFactory();
        return new RawSocket(tls.createSocket(InetAddress.getLoopbackAddress(), port));
    }

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        in = socket.getInputStream();
    }

    /** Sends each character as one byte. */
    RawSocket send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    RawSocket send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawSocket shutdownOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Returns all that comes until the server closes the connection. */
    String untilClosed() throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // reset: closed, with bytes of ours unread
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns what comes up to and including {@code end}. */
    String until(String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
