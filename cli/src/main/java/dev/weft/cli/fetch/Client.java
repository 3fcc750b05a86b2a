package dev.weft.cli.fetch;

import dev.weft.http.ClientResponse;
import dev.weft.http.Headers;
import dev.weft.http.HttpClient;
import dev.weft.http.Proxies;
import dev.weft.http.Timeouts;
import dev.weft.http.Tls;
import dev.weft.http.Transfer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of a downloader, opened at the first request: who only sends a downloader to other JVMs needs none.
 *
 * <p>HTTP/1.1 only: with HTTP/2 all downloads from a server share one connection, and what breaks it for one breaks it for all. How
 * many connections there are is for the pool to say that runs the downloads.
 *
 * <p>Any thread may call any method.
 */
final class Client implements AutoCloseable {
    private static final Headers HEADERS =
            Headers.builder().add("User-Agent", "weft").add("Accept", "*/*").build();

    private final FetchOptions options;
    private final Tls tls;
    private final Proxies proxies;
    private final Timeouts timeouts;

    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by lock.
    private @Nullable HttpClient opened;
    private boolean closed;

    /**
     * Makes one by {@code options}.
     *
     * @throws IllegalArgumentException if the file with the authorities cannot be used, or a proxy; the message is for the user
     */
    Client(FetchOptions options) {
        this.options = options;
        tls = tls(options.cacert());
        proxies = Proxies.fromEnvironment(options.proxies());
        var stall = options.stall();
        timeouts = new Timeouts(
                Timeouts.UNLIMITED,
                stall,
                stall,
                stall,
                stall,
                options.timeout().orElse(Timeouts.UNLIMITED));
    }

    private static Tls tls(Optional<Path> authorities) {
        try {
            return authorities.map(Tls::trusting).orElseGet(Tls::platform);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--cacert: " + e.getMessage(), e);
        }
    }

    /**
     * Asks for {@code url} and waits for the head of the answer, after redirects.
     *
     * <p>As curl does, it also follows from https to http, and sends the URL's user and password to the first server only.
     *
     * @param received is told how the body gets on
     * @return the answer, whatever its status; to be closed
     * @throws dev.weft.http.HttpException if there is none
     * @throws FetchException if the downloader is closed
     */
    ClientResponse get(Url url, Transfer received) throws FetchException {
        var request = client().get(url.uri()).header("Accept-Encoding", "gzip").onReceived(received);
        return (url.credentials() == null ? request : request.header("Authorization", url.credentials())).send();
    }

    private HttpClient client() throws FetchException {
        lock.lock();
        try {
            if (closed) {
                throw FetchException.lasting(Folder.STOPPED);
            }
            if (opened == null) {
                opened = open();
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private HttpClient open() {
        return HttpClient.builder()
                .http2(false)
                .headers(HEADERS)
                .limit(Integer.MAX_VALUE)
                .timeouts(timeouts)
                .redirects(options.maxRedirects())
                .downgrade(true)
                .withoutCookies()
                .tls(tls)
                .proxy(proxies)
                .open();
    }

    /** Breaks off what is under way; later requests fail. */
    @Override
    public void close() {
        HttpClient last;
        lock.lock();
        try {
            closed = true;
            last = opened;
            opened = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }
}
