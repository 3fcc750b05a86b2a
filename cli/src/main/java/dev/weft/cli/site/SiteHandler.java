package dev.weft.cli.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers the requests to a site, each in a thread of its own.
 *
 * <p>An exception that leaves {@link #handle} makes the server close the connection; that is how a request ends whose
 * client went away, or whose site is closed.
 */
final class SiteHandler implements HttpHandler {
    private final URI root;
    private final SiteOptions options;
    private final Pause pause;

    SiteHandler(URI root, SiteOptions options, Pause pause) {
        this.root = root;
        this.options = options;
        this.pause = pause;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            sendText(exchange, 405, "this site is read by GET and HEAD, not by " + method + "\n");
            return;
        }
        URI uri = exchange.getRequestURI();
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        try {
            if (path.equals("/")) {
                sendText(exchange, 200, index());
            } else {
                sendPage(exchange, PageRequest.parse(path, uri.getRawQuery(), options));
            }
        } catch (RefusedException e) {
            sendText(exchange, e.status(), e.getMessage() + "\n");
        }
    }

    /** Returns the addresses of all pages, one a line: what {@code weft fetch -i -} takes. */
    private String index() {
        return IntStream.rangeClosed(1, options.pages())
                .mapToObj(number -> root + "page/" + number + "\n")
                .collect(Collectors.joining());
    }

    private void sendPage(HttpExchange exchange, PageRequest page) throws IOException {
        try {
            pause.await(page.latency());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("page " + page.number() + " was not sent: the site is closed");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        try (OutputStream body = start(exchange, 200, page.size())) {
            if (wantsBody(exchange)) {
                PageContent.write(page.number(), page.size(), body);
            }
        }
    }

    private static void sendText(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        try (OutputStream body = start(exchange, status, bytes.length)) {
            if (wantsBody(exchange)) {
                body.write(bytes);
            }
        }
    }

    /** Sends status and headers, and returns where the body goes. */
    private static OutputStream start(HttpExchange exchange, int status, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
        // For the JDK's server -1 means no body; 0 would mean a body of unknown length.
        exchange.sendResponseHeaders(status, wantsBody(exchange) && length > 0 ? length : -1);
        return exchange.getResponseBody();
    }

    private static boolean wantsBody(HttpExchange exchange) {
        return !exchange.getRequestMethod().equals("HEAD");
    }
}
