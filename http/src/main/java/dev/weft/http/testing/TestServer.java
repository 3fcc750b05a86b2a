package dev.weft.http.testing;

import dev.weft.http.ClientRequest;
import dev.weft.http.HttpClient;
import dev.weft.http.HttpServer;
import dev.weft.http.Routes;
import dev.weft.http.WebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A server on a free port and a client that asks it, in one line:
 *
 * <pre>{@code
 * try (var server = TestServer.of(routes)) {
 *     assertEquals("Hello Ada", server.get("/hello/Ada").text());
 * }
 * }</pre>
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/testing.html#aiohttp.test_utils.TestClient">aiohttp's TestClient and TestServer</a>
 */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client;

    private TestServer(HttpServer server) {
        this.server = server;
        this.client = HttpClient.builder().base(server.uri().toString()).open();
    }

    /** Opens a server of {@code routes} with the defaults, but for closing, which waits for nobody. */
    public static TestServer of(Routes routes) {
        return of(HttpServer.builder().shutdownGrace(Duration.ZERO), routes);
    }

    /**
     * Opens a server as {@code builder} has it.
     *
     * @throws UncheckedIOException if it cannot listen there
     */
    public static TestServer of(HttpServer.Builder builder, Routes routes) {
        try {
            return new TestServer(builder.open(routes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a request for {@code path} by GET, which is not sent yet. */
    public ClientRequest get(String path) {
        return client.get(path);
    }

    /** Returns a request to {@code path} by POST, which is not sent yet. */
    public ClientRequest post(String path) {
        return client.post(path);
    }

    /** Opens a WebSocket at {@code path}. */
    public WebSocket webSocket(String path) {
        return client.webSocket(path);
    }

    /** Returns the client, for what else is asked. */
    public HttpClient client() {
        return client;
    }

    /** Returns the server, for what it knows. */
    public HttpServer server() {
        return server;
    }

    /** Closes both, the client first. */
    @Override
    public void close() {
        try (server) {
            client.close();
        }
    }
}
