package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final URI HTTP = URI.create("http://www.example.com/");
    private static final URI HTTPS = URI.create("https://www.example.com/");

    private static String proxyFor(URI uri, Map<String, String> environment) throws FetchException {
        return Proxies.of(environment).forUri(uri).map(Proxies.Proxy::toString).orElse("direct");
    }

    @Test
    void withoutVariablesEverythingIsReachedDirectly() throws Exception {
        assertThat(proxyFor(HTTP, Map.of())).isEqualTo("direct");
        assertThat(proxyFor(HTTPS, Map.of("http_proxy", "p:1"))).isEqualTo("direct");
        assertThat(Proxies.none().forUri(HTTP)).isEmpty();
    }

    @Test
    void eachSchemeHasItsVariables() throws Exception {
        Map<String, String> environment =
                Map.of("http_proxy", "one:1", "https_proxy", "two:2", "HTTPS_PROXY", "three:3", "all_proxy", "four:4");

        assertThat(proxyFor(HTTP, environment)).isEqualTo("one:1");
        assertThat(proxyFor(HTTPS, environment)).isEqualTo("two:2");
    }

    @Test
    void theVariableForAllCountsWhereNoOtherIsSet() throws Exception {
        Map<String, String> environment = Map.of("http_proxy", "", "ALL_PROXY", "all:1");

        assertThat(proxyFor(HTTP, environment)).isEqualTo("all:1");
        assertThat(proxyFor(HTTPS, environment)).isEqualTo("all:1");
    }

    @Test
    void capitalsCountForHttpsAndNotForHttp() throws Exception {
        Map<String, String> environment = Map.of("HTTP_PROXY", "evil:1", "HTTPS_PROXY", "good:1");

        assertThat(proxyFor(HTTP, environment)).isEqualTo("direct");
        assertThat(proxyFor(HTTPS, environment)).isEqualTo("good:1");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy,                             proxy:1080",
        "proxy:3128,                        proxy:3128",
        "http://proxy:3128/,                proxy:3128",
        "HTTP://proxy,                      proxy:1080",
        "me:se@cret@proxy:3128,             proxy:3128",
        "http://[::1]:3128,                 [::1]:3128",
    })
    void aProxyIsAHostAndMoreIfNeeded(String value, String address) throws Exception {
        assertThat(proxyFor(HTTP, Map.of("http_proxy", value))).isEqualTo(address);
    }

    @Test
    void userAndPasswordBecomeAHeader() throws Exception {
        var proxy = Proxies.of(Map.of("http_proxy", "http://me:p%40ss@proxy"))
                .forUri(HTTP)
                .orElseThrow();

        assertThat(proxy.credentials()).isEqualTo("Basic bWU6cEBzcw=="); // me:p@ss
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "socks5://me:secret@p | the proxy in http_proxy is of kind socks5, and only http:// proxies are"
                        + " supported",
                "https://p            | the proxy in http_proxy is of kind https, and only http:// proxies are"
                        + " supported",
                "me:secret@:80        | the proxy in http_proxy cannot be read: it must be http://host:port",
                "http://p:port        | the proxy in http_proxy cannot be read: it must be http://host:port",
                "http://p:99999       | the proxy in http_proxy cannot be read: it must be http://host:port",
            })
    void whatCannotBeUsedIsRefusedWithoutShowingThePassword(String value, String words) {
        Proxies proxies = Proxies.of(Map.of("http_proxy", value));

        assertThatThrownBy(() -> proxies.forUri(HTTP))
                .isInstanceOf(FetchException.class)
                .hasMessage(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                          | http://a.example.com/     | true",
                "example.com                | http://example.com/       | true",
                "example.com                | http://a.b.example.com/   | true",
                "example.com                | http://badexample.com/    | false",
                "example.com                | http://example.com.evil/  | false",
                ".example.com               | http://example.com/       | true",
                ".example.com               | http://a.example.com/     | true",
                "EXAMPLE.com.               | http://a.Example.COM/     | true",
                "other, example.com         | http://example.com/       | true",
                "other example.com          | http://example.com/       | true",
                "example.com:8080           | http://example.com:8080/  | true",
                "example.com:8080           | http://example.com/       | false",
                "example.com:443            | https://example.com/      | true",
                "127.0.0.1                  | http://127.0.0.1:99/      | true",
                "127.0.0.1                  | http://127.0.0.11/        | false",
                "::1                        | http://[::1]/             | true",
                "[::1]:8080                 | http://[::1]:8080/        | true",
                "[::1]:8080                 | http://[::1]/             | false",
                "''                         | http://example.com/       | false",
                "', ,'                      | http://example.com/       | false",
            })
    void exceptionsAreHostsAndWhatIsBelowThem(String exceptions, URI uri, boolean excepted) throws Exception {
        Map<String, String> environment = Map.of("all_proxy", "proxy:1", "no_proxy", exceptions, "NO_PROXY", "");

        assertThat(proxyFor(uri, environment)).isEqualTo(excepted ? "direct" : "proxy:1");
    }
}
