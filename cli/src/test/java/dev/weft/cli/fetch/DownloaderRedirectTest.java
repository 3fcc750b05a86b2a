package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderRedirectTest extends FetchFixture {

    private static String redirect(int status, String location) {
        return "HTTP/1.1 %d Look there\r\nLocation: %s\r\nContent-Length: 4\r\n\r\nmove".formatted(status, location);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsFollowedAndTheFileNamedByTheFirstUrl(int status) throws Exception {
        try (RawServer server = RawServer.http(client ->
                client.send(client.target().equals("/a/b") ? redirect(status, "../c?d") : page(client.target())))) {
            Download download = fetch(server.url("/a/b"));

            assertThat(download.url()).isEqualTo(server.url("/a/b"));
            assertThat(download.path()).hasContent("/c?d").hasFileName(Names.md5(server.url("/a/b")));
        }
    }

    @Test
    void redirectsForEverEndAtTheLimitAndNameTheLast() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (RawServer server = RawServer.http(client -> client.send(redirect(302, "/" + count.incrementAndGet())))) {
            assertThat(reason(options().withMaxRedirects(3).withRetries(5), server.url("/")))
                    .isEqualTo("too many redirects: 3 followed (--max-redirects), and %s leads on", server.url("/3"));
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void asManyRedirectsAsAllowedAreFollowed() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (RawServer server = RawServer.http(
                client -> client.send(count.incrementAndGet() <= 3 ? redirect(302, "/") : page("there")))) {
            assertThat(fetch(options().withMaxRedirects(3), server.url("/")).path())
                    .hasContent("there");
        }
    }

    @Test
    void noRedirectIsFollowedWhereNoneIsAllowed() throws Exception {
        try (RawServer server = RawServer.answering(redirect(301, "/there"))) {
            assertThat(reason(options().withMaxRedirects(0), server.url("/")))
                    .isEqualTo(
                            "HTTP 301 Moved Permanently leads to /there, and no redirect is followed (--max-redirects)");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aRedirectToAFileIsRefused() throws Exception {
        try (RawServer server = RawServer.answering(redirect(302, "file:///etc/passwd"))) {
            assertThat(reason(server.url("/")))
                    .isEqualTo("was redirected, to 'file:///etc/passwd', which is not http or https");
        }
    }

    @Test
    void aRedirectToNowhereFails() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(reason(server.url("/here"))).isEqualTo("HTTP 302 Found: a redirect without a Location");
        }
    }

    @Test
    void whatARedirectSaysCannotSteerATerminal() throws Exception {
        try (RawServer server = RawServer.answering(redirect(302, "x\u001b[2J:y"))) {
            assertThat(reason(server.url("/"))).doesNotContain("\u001b");
        }
    }

    @Test
    void userAndPasswordAreSentToTheirOwnServerOnly() throws Exception {
        try (RawServer other = RawServer.answering(page("other"));
                RawServer server = RawServer.http(client -> client.send(
                        redirect(302, client.target().equals("/first") ? "/second" : other.url("/third"))))) {
            fetch("http://me:secret@127.0.0.1:%d/first".formatted(server.port()));

            assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("Authorization: Basic "));
            assertThat(other.requests()).hasSize(1).noneMatch(request -> request.contains("Authorization"));
        }
    }
}
