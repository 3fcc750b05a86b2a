package dev.weft.http.internal.client;

import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.http.Body;
import dev.weft.http.ClientRequest;
import dev.weft.http.ClientResponse;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketOptions;
import dev.weft.http.internal.net.Network;
import dev.weft.http.internal.text.Uris;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a client is: its connections, and how a request goes through them.
 *
 * <p>Any thread may call any method.
 */
public final class Engine implements AutoCloseable {
    private final Settings settings;
    private final Network network;
    private final ConnectionPool pool;
    private final Connector connector;
    private final Pool files = ThreadPool.builder().name("weft-files").virtual();
    private final Set<WebSocket> webSockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closing = new AtomicBoolean();

    private Engine(Settings settings, Network network) {
        this.settings = settings;
        this.network = network;
        this.pool = new ConnectionPool(settings.limit(), settings.limitPerHost(), settings.keepAlive());
        this.connector = new Connector(settings, network, pool);
    }

    /** Opens a client's engine; {@link #close} gives the network back. */
    public static Engine open(Settings settings) {
        return new Engine(settings, Network.acquire());
    }

    /** Returns how the client is to be. */
    public Settings settings() {
        return settings;
    }

    /**
     * Returns {@code value} as a body of JSON.
     *
     * @throws IllegalArgumentException if it cannot be written so
     */
    public Body jsonBody(Object value) {
        return Body.bytes(settings.json().write(value), "application/json");
    }

    /** Sends {@code request}, with what is to be done around it, and waits for the head of its response. */
    public ClientResponse send(ClientRequest request) {
        return new Sending(this, new Limits(request.timeouts())).send(prepared(request));
    }

    /** Makes a WebSocket of {@code request}, and waits for it. */
    public WebSocket open(ClientRequest request, WebSocketOptions options) {
        var asked = Sending.withCookies(prepared(request.decoded(false)), settings.cookies());
        return new WebSocketOpening(this, asked, options, new Limits(asked.timeouts()), webSockets).run();
    }

    // The client's own headers come in once, so that a redirect to another origin can leave them out.
    private ClientRequest prepared(ClientRequest request) {
        var own = request.headers();
        var headers = own.toBuilder();
        for (var field : settings.headers()) {
            if (!own.contains(field.getKey())) {
                headers.add(field.getKey(), field.getValue());
            }
        }
        var type = request.body().contentType();
        if (type != null && !own.contains("Content-Type")) {
            headers.set("Content-Type", type);
        }
        if (request.isDecoded() && !own.contains("Accept-Encoding")) {
            headers.set("Accept-Encoding", Decoding.ACCEPTED);
        }
        var user = Uris.userInfo(request.uri());
        if (user == null) {
            return request.headers(headers.build());
        }
        var plain = request.headers(headers.build()).uri(Uris.safe(request.uri()));
        int colon = user.indexOf(':');
        return own.contains("Authorization")
                ? plain
                : plain.basicAuth(
                        colon < 0 ? user : user.substring(0, colon), colon < 0 ? "" : user.substring(colon + 1));
    }

    ConnectionPool pool() {
        return pool;
    }

    /** Returns where files are read and written for those who must not wait for a disk. */
    Pool files() {
        return files;
    }

    Connector connector() {
        return connector;
    }

    Network network() {
        return network;
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        connector.refuse();
        var closed = pool.close();
        try {
            sayGoodbye();
            connector.closeSockets();
            closed.result();
            connector.close();
        } finally {
            files.closeNow();
            network.release();
        }
    }

    // Each waits for its peer's answer: so all at once.
    private void sayGoodbye() {
        var goodbyes = webSockets.stream()
                .map(socket -> files.submit(() -> socket.close(1001, "the client is closed")))
                .toList();
        Futures.await(goodbyes);
    }

    @Override
    public String toString() {
        return "HttpClient[%d connections, %d waiting]".formatted(pool.size(), pool.waiting());
    }
}
