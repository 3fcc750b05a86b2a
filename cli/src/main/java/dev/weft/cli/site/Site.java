package dev.weft.cli.site;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web site of pages with known content, for downloads that need no network; only this machine can reach it.
 *
 * <p>The root lists the pages' addresses. A page is {@code /page/<number>}, by GET or HEAD, and takes {@code size} in
 * bytes and {@code latency} such as {@code 250ms} or {@code 2s}: the time from the request to the first byte. Other paths
 * are answered by 404, and parameters that are not understood by 400 and a line that says why.
 *
 * <p>Each request has a virtual thread, so thousands can wait out their latency at the same time. Any thread may call any
 * method.
 */
public final class Site implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** Room for clients that connect all at once; the system may allow less. */
    private static final int BACKLOG = 4_096;

    static {
        // Or the last part of an answer waits up to 40 ms, until the client acknowledges the part before. The JDK's
        // server
        // reads this once.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final SiteOptions options;
    private final HttpServer server;
    private final ExecutorService executor;
    private final URI root;

    private Site(SiteOptions options, HttpServer server, Pause pause) {
        this.options = options;
        this.server = server;
        executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("site-", 0).factory());
        root = URI.create("http://%s:%d/"
                .formatted(LOOPBACK.getHostAddress(), server.getAddress().getPort()));
        server.setExecutor(executor);
        server.createContext("/", new SiteHandler(root, options, pause));
        server.start();
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
        var address = new InetSocketAddress(LOOPBACK, options.port());
        try {
            return new Site(options, HttpServer.create(address, BACKLOG), pause);
        } catch (BindException e) {
            throw new IOException(
                    "port %d cannot be opened (%s): take another by --port, or 0 for any free one"
                            .formatted(options.port(), e.getMessage()),
                    e);
        }
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
        server.stop(0);
        executor.shutdownNow();
        executor.close();
    }
}
