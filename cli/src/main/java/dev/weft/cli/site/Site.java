package dev.weft.cli.site;

import dev.weft.cli.Listening;
import dev.weft.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A web site of pages with known content, for downloads that need no network; only this machine can reach it.
 *
 * <p>The root lists the pages' addresses. A page is {@code /page/<number>}, by GET or HEAD, and takes {@code size} in
 * bytes and {@code latency} such as {@code 250ms} or {@code 2s}: the time from the request to the first byte. Other paths
 * are answered by 404, and parameters that are not understood by 400 and a line that says why.
 *
 * <p>Each request is a coroutine, so thousands can wait out their latency at the same time. Any thread may call any
 * method.
 */
public final class Site implements AutoCloseable {
    private final SiteOptions options;
    private final HttpServer server;
    private final URI root;

    private Site(SiteOptions options, HttpServer server) {
        this.options = options;
        this.server = server;
        root = server.uri().resolve("/");
    }

    /**
     * Opens a site; it serves when this returns.
     *
     * @throws IOException if the port is not free, or not allowed
     */
    public static Site open(SiteOptions options) throws IOException {
        return open(options, Thread::sleep);
    }

    static Site open(SiteOptions options, Pause pause) throws IOException {
        var server = HttpServer.builder().port(options.port()).shutdownGrace(Duration.ZERO);
        return new Site(
                options, Listening.open(server, new SitePages(options, pause).routes(), "127.0.0.1", options.port()));
    }

    /** Returns what this site was opened with. */
    public SiteOptions options() {
        return options;
    }

    /** Returns the address of the list of pages. */
    public URI uri() {
        return root;
    }

    /**
     * Returns the address of a page.
     *
     * @throws IllegalArgumentException if there is no page with that number
     */
    public URI uri(int number) {
        if (number < 1 || number > options.pages()) {
            throw new IllegalArgumentException(
                    "page number must be from 1 to %d, was %d".formatted(options.pages(), number));
        }
        return root.resolve("page/" + number);
    }

    /** Returns the port on which this site listens. */
    public int port() {
        return root.getPort();
    }

    /**
     * Returns the SHA-256 that page {@code number} has when it is {@code size} bytes long, as lower-case hexadecimal digits.
     * It is computed here, and not asked from a site.
     */
    public static String digest(int number, int size) {
        return PageContent.digest(number, size);
    }

    /** Ends what is being served, its latencies included, and frees the port. A second call does nothing. */
    @Override
    public void close() {
        server.close();
    }
}
