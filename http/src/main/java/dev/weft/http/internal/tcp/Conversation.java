package dev.weft.http.internal.tcp;

import dev.weft.http.TcpHandler;
import java.util.concurrent.Callable;

/** A server's job with one connection, which is closed with it, however it ends. */
final class Conversation implements Callable<Boolean> {
    private final Stream stream;
    private final TcpHandler handler;

    private volatile boolean begun;

    Conversation(Stream stream, TcpHandler handler) {
        this.stream = stream;
        this.handler = handler;
    }

    @Override
    public Boolean call() throws Exception {
        begun = true;
        boolean done = false;
        try {
            handler.handle(stream);
            done = true;
            return true;
        } finally {
            if (done) {
                stream.close();
            } else {
                stream.reset();
            }
        }
    }

    /** Does what the job would have done at its end, if it was cancelled before its turn. */
    void resetIfNeverBegun() {
        if (!begun) {
            stream.reset();
        }
    }
}
