package dev.weft.cli.site;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static final SiteOptions OPTIONS =
            SiteOptions.standard().withPages(1_000).withSize(2_000).withLatency(Duration.ofMillis(100));

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();

    @AfterEach
    void closeClient() {
        client.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20_000, 5_000_000})
    void aPageHasTheBytesThatItsDigestPromises(int size) throws Exception {
        try (Site site = open()) {
            HttpResponse<byte[]> page = client.send(get(site.uri(7) + "?size=" + size), BodyHandlers.ofByteArray());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValueAsLong("Content-Length")).hasValue(size);
            assertThat(sha256(page.body())).isEqualTo(Site.digest(7, size));
        }
    }

    @Test
    void headAnswersAsGetWithoutTheBody() throws Exception {
        try (Site site = open()) {
            var head = HttpRequest.newBuilder(site.uri(1)).HEAD().build();

            HttpResponse<byte[]> answer = client.send(head, BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(2_000);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void theRootListsThePages() throws Exception {
        try (Site site = Site.open(OPTIONS.withPages(3))) {
            HttpResponse<String> index = client.send(get(site.uri()), BodyHandlers.ofString());

            assertThat(index.body().lines())
                    .containsExactly(
                            site.uri(1).toString(),
                            site.uri(2).toString(),
                            site.uri(3).toString());
        }
    }

    @Test
    void whatIsRefusedIsSaidInTheBody() throws Exception {
        try (Site site = open()) {
            HttpResponse<String> missing = client.send(get(site.uri() + "robots.txt"), BodyHandlers.ofString());
            HttpResponse<String> bad = client.send(get(site.uri(1) + "?size=big"), BodyHandlers.ofString());

            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body()).isEqualTo("there is no /robots.txt here: the pages are /page/1 to /page/1000\n");
            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.body()).isEqualTo("size must be a number of bytes from 0 to 67108864, was 'big'\n");
        }
    }

    @Test
    void nothingCanBePosted() throws Exception {
        try (Site site = open()) {
            var post = HttpRequest.newBuilder(site.uri(1))
                    .POST(BodyPublishers.ofString("hello"))
                    .build();

            HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
            assertThat(answer.body()).isEqualTo("POST is not answered here\n");
        }
    }

    @Test
    void theLatencyIsThatOfTheRequestOrElseOfTheSite() throws Exception {
        try (Site site = open()) {
            client.send(get(site.uri(1)), BodyHandlers.discarding());
            client.send(get(site.uri(1) + "?latency=60s"), BodyHandlers.discarding());

            assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(60));
        }
    }

    @Test
    void theFirstByteComesAfterTheLatency() throws Exception {
        try (Site site = Site.open(OPTIONS)) {
            long start = System.nanoTime();
            client.send(get(site.uri(1)), BodyHandlers.ofInputStream()).body().close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(OPTIONS.latency());
        }
    }

    @Test
    void aThousandRequestsWaitOutTheirLatencyAtTheSameTime() throws Exception {
        var arrived = new CountDownLatch(1_000);
        Pause untilAllAreThere = _ -> {
            arrived.countDown();
            arrived.await();
        };
        try (Site site = Site.open(OPTIONS, untilAllAreThere);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> digests = new ArrayList<>();
            for (int i = 1; i <= 1_000; i++) {
                HttpRequest request = get(site.uri(i));
                digests.add(threads.submit(() ->
                        sha256(client.send(request, BodyHandlers.ofByteArray()).body())));
            }

            for (int i = 1; i <= 1_000; i++) {
                assertThat(digests.get(i - 1).get()).isEqualTo(Site.digest(i, 2_000));
            }
        }
    }

    @Test
    void closingEndsALatencyAndFreesThePort() throws Exception {
        var paused = new CountDownLatch(1);
        Pause forEver = _ -> {
            paused.countDown();
            new CountDownLatch(1).await();
        };
        Site site = Site.open(OPTIONS, forEver);
        var page = client.sendAsync(get(site.uri(1)), BodyHandlers.ofString());
        paused.await();

        site.close();

        assertThat(page.get().statusCode()).isEqualTo(503);
        Site.open(OPTIONS.withPort(site.port())).close();
    }

    @Test
    void closingEndsAPageThatNobodyReads() throws Exception {
        Site site = open();
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), site.port())) {
            socket.getOutputStream().write("GET /page/1?size=67108864 HTTP/1.1\r\nHost: me\r\n\r\n".getBytes(US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            site.close();
        }
        Site.open(OPTIONS.withPort(site.port())).close();
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        Site site = open();

        site.close();
        site.close();

        assertThatThrownBy(() -> client.send(get(site.uri()), BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (Site site = open()) {
            assertThatThrownBy(() -> Site.open(OPTIONS.withPort(site.port())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("port %d is taken by another program: take another by --port, or 0 for any free one"
                            .formatted(site.port()));
        }
    }

    @Test
    void aPageThatIsNotThereHasNoAddress() throws Exception {
        try (Site site = open()) {
            assertThatThrownBy(() -> site.uri(1_001))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("page number must be from 1 to 1000, was 1001");
        }
    }

    /** Opens a site whose latencies are over at once. */
    private Site open() throws IOException {
        return Site.open(OPTIONS, pauses::add);
    }

    private static HttpRequest get(Object uri) {
        return HttpRequest.newBuilder(URI.create(uri.toString())).build();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
