package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderRetryTest extends FetchFixture {

    private static RawServer answeringInTurn(String... answers) {
        Iterator<String> turns = List.of(answers).iterator();
        return RawServer.http(client -> client.send(turns.next()));
    }

    private static String status(int status, String header) {
        return "HTTP/1.1 %d Hm\r\n%sContent-Length: 0\r\n\r\n".formatted(status, header);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void aStatusThatMayPassIsTriedAgain(int status) throws Exception {
        try (RawServer server = answeringInTurn(status(status, ""), page("now"))) {
            Download download = fetch(options().withRetries(1), server.url("/"));

            assertThat(download.path()).hasContent("now");
            assertThat(download.attempts()).isEqualTo(2);
            assertThat(pauses).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 501})
    void aStatusThatLastsIsNotTriedAgain(int status) throws Exception {
        try (RawServer server = answeringInTurn(status(status, ""), page("too late"))) {
            assertThat(reason(options().withRetries(5), server.url("/"))).startsWith("HTTP " + status);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void nothingIsTriedAgainUnlessAskedFor() throws Exception {
        try (RawServer server = answeringInTurn(status(503, ""), page("too late"))) {
            assertThat(reason(server.url("/"))).isEqualTo("HTTP 503 Service Unavailable");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theLastFailureCountsWhenTheTriesAreUsedUp() throws Exception {
        try (RawServer server = answeringInTurn(status(503, ""), status(500, ""), status(502, ""))) {
            assertThat(reason(options().withRetries(2), server.url("/")))
                    .isEqualTo("HTTP 502 Bad Gateway (attempt 3 of 3)");
            assertThat(pauses).hasSize(2);
        }
    }

    @Test
    void aBodyThatEndsEarlyIsTriedAgainFromItsStart() throws Exception {
        Iterator<String> turns = List.of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", page("0123456789"))
                .iterator();
        try (RawServer server = RawServer.http(client -> {
            client.send(turns.next());
            client.end();
        })) {
            Download download = fetch(options().withRetries(1), server.url("/"));

            assertThat(download.path()).hasContent("0123456789");
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void aStallIsTriedAgain() throws Exception {
        Iterator<Boolean> stalls = List.of(true, false).iterator();
        try (RawServer server = RawServer.http(client -> {
            if (stalls.next()) {
                client.awaitHangUp();
            }
            client.send(page("now"));
        })) {
            Download download = fetch(options().withRetries(9).withStall(SHORT), server.url("/"));

            assertThat(download.path()).hasContent("now");
            assertThat(download.attempts()).isGreaterThan(1);
        }
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        try (RawServer server = answeringInTurn(
                status(503, "Retry-After: 7\r\n"),
                status(429, "Retry-After: Tue, 01 Jan 2030 00:01:30 GMT\r\n"),
                page("now"))) {
            fetch(options().withRetries(2), server.url("/"));

            assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(90));
        }
    }

    @Test
    void whoAsksForTooLongAPauseIsNotWaitedFor() throws Exception {
        try (RawServer server = answeringInTurn(status(503, "Retry-After: 3600\r\n"), page("too late"))) {
            assertThat(reason(options().withRetries(2), server.url("/")))
                    .isEqualTo("HTTP 503 Service Unavailable; not tried again, because it asks for a pause of 3600 s"
                            + " and 120 s is the limit");
            assertThat(pauses).isEmpty();
        }
    }
}
