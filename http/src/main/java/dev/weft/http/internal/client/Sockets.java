package dev.weft.http.internal.client;

import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Network;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What opens sockets that are no connections of the pool: Vert.x's client for them, there from the first one on.
 *
 * <p>Any thread may call any method.
 */
final class Sockets implements AutoCloseable {
    private final Network network;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock. Held here, since one that nobody holds closes its sockets.
    private @Nullable NetClient client;

    Sockets(Network network) {
        this.network = network;
    }

    NetClient client() {
        lock.lock();
        try {
            if (client == null) {
                client = network.vertx().createNetClient(new NetClientOptions().setTcpNoDelay(true));
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    /** Closes all that are open, and waits for that. */
    @Override
    public void close() {
        NetClient last;
        lock.lock();
        try {
            last = client;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            try {
                network.loops().getFirst().call("the client's sockets to close", last::close);
            } catch (FailedChain e) {
                throw new IllegalStateException("the client's sockets could not be closed: " + e.getMessage(), e);
            }
        }
    }
}
