package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DownloaderProxyTest extends FetchFixture {
    private static final String ME = Url.basic("me:secret") + "\r\n";

    private FetchOptions through(String variable, RawServer proxy) {
        return options().withProxies(Map.of(variable, "http://me:secret@127.0.0.1:" + proxy.port()));
    }

    @Test
    void anHttpUrlIsAskedOfTheProxyWithItsPassword() throws Exception {
        try (RawServer proxy = RawServer.http(client -> client.send(page(client.target())))) {
            Download download = fetch(through("http_proxy", proxy), "http://server.invalid/page");

            assertThat(download.path()).hasContent("http://server.invalid/page");
            assertThat(proxy.requests().getFirst()).contains("Proxy-Authorization: " + ME);
        }
    }

    @Test
    void anHttpsUrlIsReachedThroughATunnelAndThePasswordIsForTheProxyOnly() throws Exception {
        TestAuthority authority = new TestAuthority("CN=Weft Test Authority");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        try (RawServer server = RawServer.https(
                        authority.serverFor("127.0.0.1", tomorrow), client -> client.send(page("secret")));
                RawServer proxy = RawServer.http(client -> {
                    client.send("HTTP/1.1 200 Connected\r\n\r\n");
                    client.joinWith(server.port());
                })) {
            Download download = fetch(
                    through("https_proxy", proxy).withCacert(authority.pem(temporary.resolve("authority.pem"))),
                    server.url("/"));

            assertThat(download.path()).hasContent("secret");
            assertThat(proxy.requests().getFirst())
                    .startsWith("CONNECT 127.0.0.1:%d HTTP/1.1\r\n".formatted(server.port()))
                    .containsIgnoringCase("Proxy-Authorization: " + ME);
            assertThat(server.requests().getFirst()).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void aProxyThatWantsAnotherPasswordIsNamed() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(reason(through("http_proxy", proxy), "http://server.invalid/"))
                    .isEqualTo("HTTP 407 Proxy Authentication Required: give the proxy's variable another"
                            + " user:password@");
            assertThat(reason(through("https_proxy", proxy), "https://server.invalid/"))
                    .contains(
                            "the proxy http://127.0.0.1:%d leads not to server.invalid:443".formatted(proxy.port()),
                            "407");
        }
    }

    @Test
    void aProxyThatOpensNoTunnelIsNamed() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(reason(through("https_proxy", proxy), "https://server.invalid/"))
                    .contains(
                            "the proxy http://127.0.0.1:%d leads not to server.invalid:443".formatted(proxy.port()),
                            "403");
        }
    }

    @Test
    void aProxyThatIsNotKnownIsNamed() throws Exception {
        FetchOptions options = options().withProxies(Map.of("all_proxy", "no-such-proxy.invalid:3128"));

        assertThat(reason(options, "http://127.0.0.1:1/")).contains("nobody knows the host 'no-such-proxy.invalid'");
    }

    @Test
    void anExceptionIsReachedDirectly() throws Exception {
        try (RawServer server = RawServer.answering(page("direct"))) {
            FetchOptions options =
                    options().withProxies(Map.of("http_proxy", "no-such-proxy.invalid", "no_proxy", "127.0.0.1"));

            assertThat(fetch(options, server.url("/")).path()).hasContent("direct");
        }
    }

    @Test
    void aProxyOfAnUnknownKindIsRefusedAtOnce() {
        FetchOptions options = options().withProxies(Map.of("http_proxy", "gopher://proxy:1"));

        assertThatThrownBy(() -> downloader(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'gopher://proxy:1' names no proxy: its scheme must be http or socks5");
    }
}
