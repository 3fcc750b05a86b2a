package dev.weft.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that only this machine can reach: {@code /news} is answered by "page news", {@code /missing} by status 404. */
final class PageServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    // No answer is given before so many requests have come.
    private final CountDownLatch requests;

    private PageServer(HttpServer server, int requests) {
        this.server = server;
        this.requests = new CountDownLatch(requests);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    static PageServer open() throws IOException {
        return open(0);
    }

    /** Opens a server that holds its answers back until {@code requests} requests have come. */
    static PageServer open(int requests) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new PageServer(HttpServer.create(loopback, 0), requests);
    }

    URI uri(String page) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), page));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.countDown();
            requests.await(1, TimeUnit.MINUTES);
            var name = exchange.getRequestURI().getPath().substring(1);
            var body = "page %s".formatted(name).getBytes(UTF_8);
            exchange.sendResponseHeaders(name.equals("missing") ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            throw new IOException("closed while it held an answer back", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
