package dev.weft.cli.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends one GET request and returns the head of what comes back.
 *
 * <p>HTTP/1.1 only: with HTTP/2 all downloads from a server share one connection, and what breaks it for one breaks
 * it for all. The JDK's client repeats a request by itself, once, when a connection ends before the first byte of an
 * answer: a connection kept from an earlier request may have been ended by the server meanwhile.
 *
 * <p>Any thread may call any method.
 */
final class Wire implements AutoCloseable {

    static {
        ClientSettings.apply();
    }

    private final HttpClient client;
    private final Proxies proxies;
    private final Duration stall;

    /**
     * Makes a wire.
     *
     * @param tls how servers are trusted
     * @param proxies which proxy leads to a URL
     * @param stall how long to wait for an answer's head, connecting included, and then for each next byte
     */
    Wire(SSLContext tls, Proxies proxies, Duration stall) {
        this.proxies = proxies;
        this.stall = stall;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new Selector(proxies))
                .sslContext(tls)
                .build();
    }

    /**
     * Requests {@code uri}.
     *
     * @param credentials the value of the {@code Authorization} header; null to send none
     * @return the answer, whatever its status; to be closed
     * @throws FetchException if there is no answer
     * @throws InterruptedException if interrupted while waiting; the connection is closed then
     */
    Reply get(URI uri, @Nullable String credentials) throws FetchException, InterruptedException {
        Peer peer = new Peer(uri, proxies.forUri(uri));
        Body body = new Body(stall);
        CompletableFuture<Reply> head = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Body>> exchange = client.sendAsync(request(peer, credentials), info -> {
            head.complete(new Reply(peer, info.statusCode(), info.headers(), body));
            return body;
        });
        var _ = exchange.whenComplete((response, failure) -> {
            if (failure != null) {
                head.completeExceptionally(failure);
                body.onError(failure); // where the client fails between head and body, nobody else tells the body
            } else {
                // A proxy's refusal to open a tunnel comes without asking for a body.
                head.complete(new Reply(peer, response.statusCode(), response.headers(), body));
            }
        });
        return await(peer, head, exchange, body);
    }

    private Reply await(Peer peer, Future<Reply> head, Future<?> exchange, Body body)
            throws FetchException, InterruptedException {
        boolean answered = false;
        try {
            Reply reply = head.get(TimeUnit.NANOSECONDS.convert(stall), TimeUnit.NANOSECONDS);
            answered = true;
            return reply;
        } catch (TimeoutException _) {
            throw Reasons.noAnswer(peer, new StalledException(), stall);
        } catch (ExecutionException e) {
            throw Reasons.noAnswer(peer, e, stall);
        } finally {
            if (!answered) {
                exchange.cancel(true);
                body.close();
            }
        }
    }

    private static HttpRequest request(Peer peer, @Nullable String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(peer.uri())
                .setHeader("Accept", "*/*")
                .setHeader("Accept-Encoding", "gzip")
                .setHeader("User-Agent", "weft");
        if (credentials != null) {
            request.setHeader("Authorization", credentials);
        }
        // The JDK sends this to the proxy only, also when it opens a tunnel.
        peer.proxy()
                .map(Proxies.Proxy::credentials)
                .ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        return request.build();
    }

    /** Breaks off what is under way; later requests fail. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Tells the JDK's client which proxy to take. */
    private static final class Selector extends ProxySelector {
        private final Proxies proxies;

        Selector(Proxies proxies) {
            this.proxies = proxies;
        }

        @Override
        public List<Proxy> select(URI uri) {
            try {
                Optional<Proxies.Proxy> proxy = proxies.forUri(uri);
                return List.of(proxy.map(Selector::jdkProxy).orElse(Proxy.NO_PROXY));
            } catch (FetchException e) {
                throw new IllegalStateException("the proxy for this URL was readable before: " + e.getMessage(), e);
            }
        }

        private static Proxy jdkProxy(Proxies.Proxy proxy) {
            return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request fails with it too.
        }
    }
}
