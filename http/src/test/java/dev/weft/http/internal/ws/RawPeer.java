package dev.weft.http.internal.ws;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The other end of a WebSocket as bytes, for what no decent peer does. */
final class RawPeer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Connects, and does a client's handshake. */
    static RawPeer client(int port) throws IOException {
        var peer = new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
        peer.send("""
                GET / HTTP/1.1
                Host: localhost
                Connection: keep-alive, Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        peer.readHead();
        return peer;
    }

    /** Accepts, and does a server's handshake. */
    static RawPeer server(ServerSocket listening, String... moreHeaders) throws IOException {
        var peer = new RawPeer(listening.accept());
        var request = peer.readHead();
        var key = request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        var more = String.join(
                "", Arrays.stream(moreHeaders).map(each -> each + "\r\n").toList());
        peer.send(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n%s\r\n"
                        .formatted(Handshake.acceptOf(key), more)
                        .getBytes(StandardCharsets.US_ASCII));
        return peer;
    }

    private String readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(String hex) throws IOException {
        send(HexFormat.of().parseHex(hex));
    }

    /** Returns the next frame's bytes in hexadecimal; of a small one. */
    String frame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        var rest = in.readNBytes((second & 0x7f) + ((second & 0x80) != 0 ? 4 : 0));
        return "%02x%02x%s".formatted(first, second, HexFormat.of().formatHex(rest));
    }

    /** Returns the code of the close that comes next. */
    int closeCode() throws IOException {
        var frame = frame();
        if (!frame.startsWith("88")) {
            throw new IOException("expected a close, came " + frame);
        }
        return Integer.parseInt(frame.substring(4, 8), 16);
    }

    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
