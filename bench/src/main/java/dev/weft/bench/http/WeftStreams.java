package dev.weft.bench.http;

import dev.weft.Pool;
import dev.weft.http.IncompleteReadException;
import dev.weft.http.TcpServer;
import dev.weft.http.TcpStream;
import org.jspecify.annotations.Nullable;

/** Ours: a coroutine for each connection, or a job of a pool, which reads a whole message and sends it back. */
final class WeftStreams implements Served {
    private final @Nullable Pool pool;
    private final TcpServer server;

    /** Opens it; {@code pool}, which it closes, runs the jobs, or its own loops where it is {@code null}. */
    WeftStreams(@Nullable Pool pool) {
        this.pool = pool;
        var builder = TcpServer.builder();
        if (pool != null) {
            builder.handleOn(pool);
        }
        server = builder.open(WeftStreams::sendBack);
    }

    private static void sendBack(TcpStream stream) {
        try {
            while (true) {
                stream.write(stream.readExactly(EchoLoad.STREAM_BYTES));
            }
        } catch (IncompleteReadException _) {
            // the client has ended the stream
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        if (pool != null) {
            pool.close();
        }
    }
}
