package dev.weft.bench.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** Sends through a connection again when what was sent has come back. Used on the connection's event loop. */
final class PingPong {
    private final NetSocket socket;
    private final EchoTally tally;
    private final Buffer message = Buffer.buffer(new byte[EchoLoad.STREAM_BYTES]);
    private int missing = EchoLoad.STREAM_BYTES;

    PingPong(NetSocket socket, EchoTally tally) {
        this.socket = socket;
        this.tally = tally;
    }

    void send() {
        socket.write(message);
    }

    void arrived(Buffer part) {
        missing -= part.length();
        if (missing > 0) {
            return;
        }
        if (tally.cameBack(missing == 0)) {
            missing = EchoLoad.STREAM_BYTES;
            send();
        } else {
            socket.close();
        }
    }
}
