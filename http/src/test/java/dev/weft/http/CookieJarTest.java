package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CookieJarTest {
    private static final URI PAGE = URI.create("https://www.example.org/shop/cart");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final CookieJar jar = CookieJar.create(() -> now);

    private CookieJar set(String header) {
        return set(PAGE, header);
    }

    private CookieJar set(URI uri, String header) {
        jar.receive(uri, Headers.of("Set-Cookie", header));
        return jar;
    }

    private @Nullable String at(String uri) {
        return jar.header(URI.create(uri));
    }

    @Test
    void aCookieWithoutDomainIsForItsHostAlone() {
        set("a=1");

        assertThat(at("https://www.example.org/shop/")).isEqualTo("a=1");
        assertThat(at("https://example.org/shop/")).isNull();
        assertThat(at("https://x.www.example.org/shop/")).isNull();
    }

    @Test
    void aCookieWithDomainIsForTheHostsBelow() {
        set("a=1; Domain=.Example.org; Path=/");

        assertThat(at("https://example.org/")).isEqualTo("a=1");
        assertThat(at("https://other.example.org/")).isEqualTo("a=1");
        assertThat(at("https://badexample.org/")).isNull();
    }

    @Test
    void aDomainOfOthersIsRefused() {
        set("a=1; Domain=other.org");
        set("b=1; Domain=x.www.example.org");
        set("c=1; Domain=org");

        assertThat(jar.all()).isEmpty();
    }

    @Test
    void anAddressKeepsItsCookiesForItself() {
        set(URI.create("http://10.0.0.1/"), "a=1; Domain=10.0.0.1");
        set(URI.create("http://10.0.0.1/"), "b=1; Domain=0.0.1");

        assertThat(at("http://10.0.0.1/")).isEqualTo("a=1");
        assertThat(at("http://1.10.0.0.1.example/")).isNull();
        assertThat(jar.all()).hasSize(1);
    }

    @Test
    void thePathIsTheFoldersUnlessGiven() {
        set("a=1");
        set("b=2; Path=/");
        set("c=3; Path=/sh");

        assertThat(at("https://www.example.org/shop")).isEqualTo("a=1; b=2");
        assertThat(at("https://www.example.org/shop/cart/x")).isEqualTo("a=1; b=2");
        assertThat(at("https://www.example.org/shopping")).isEqualTo("b=2");
        assertThat(at("https://www.example.org")).isEqualTo("b=2");
    }

    @Test
    void aSecureCookieGoesByHttpsOnlyAndComesByHttpsOnly() {
        set("a=1; Secure; HttpOnly");
        set(URI.create("http://www.example.org/shop/cart"), "b=1; Secure");

        assertThat(at("https://www.example.org/shop/")).isEqualTo("a=1");
        assertThat(at("http://www.example.org/shop/")).isNull();
        assertThat(jar.all())
                .singleElement()
                .satisfies(cookie -> assertThat(cookie.httpOnly()).isTrue());
    }

    @Test
    void aCookieEndsInTime() {
        set("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        assertThat(at(PAGE.toString())).isEqualTo("a=1");

        now = now.plusSeconds(60);

        assertThat(at(PAGE.toString())).isNull();
        assertThat(jar.all()).isEmpty();
    }

    @Test
    void aCookieOfThePastTakesThePresentOneOut() {
        set("a=1");
        set("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");

        assertThat(jar.all()).isEmpty();
    }

    @Test
    void aCookieTakesThePlaceOfOneOfTheSameName() {
        set("a=1");
        set("a=2");

        assertThat(at(PAGE.toString())).isEqualTo("a=2");
    }

    @Test
    void aDomainHoldsFiftyAndTheOldestGo() {
        for (int i = 0; i < 51; i++) {
            set("c" + i + "=1");
        }

        assertThat(jar.all()).hasSize(50).noneMatch(cookie -> cookie.name().equals("c0"));
    }

    @Test
    void aCookieThatIsTooLargeIsLeftOut() {
        assertThat(set("a=" + "x".repeat(5000)).all()).isEmpty();
    }

    @Test
    void whatIsNoCookieIsLeftOut() {
        assertThat(set("").all()).isEmpty();
        assertThat(set("; Path=/").all()).isEmpty();
    }

    @Test
    void cookiesAreSavedAndLoaded(@TempDir Path folder) throws IOException {
        var file = folder.resolve("cookies.json");
        set("a=1; Max-Age=60; Secure").save(file);
        var loaded = CookieJar.create(() -> now);

        loaded.load(file);

        assertThat(loaded.all()).isEqualTo(jar.all());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anotherFileIsRefused(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("x"), "{}");

        assertThatThrownBy(() -> jar.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'%s' holds no cookies as save() writes them: ".formatted(file));
    }

    @Test
    void aValueIsNotInTheText() {
        assertThat(set("a=secret").all().getFirst()).hasToString("Cookie[a, 6 characters, for www.example.org/shop]");
    }

    @Test
    void aClientSendsWhatItWasGivenBack() {
        try (var peer = Peer.open();
                var client = HttpClient.builder().base(peer.uri("/")).open()) {
            peer.on("/login", exchange -> {
                exchange.getResponseHeaders().add("Set-Cookie", "session=1; Path=/");
                exchange.getResponseHeaders().add("Location", "/show");
                Peer.answer(exchange, 302, "");
            });
            peer.on(
                    "/show",
                    exchange -> Peer.answer(
                            exchange,
                            200,
                            String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"))));

            assertThat(client.get("/show").text()).isEqualTo("null");
            assertThat(client.get("/login").text()).isEqualTo("session=1");
            assertThat(client.get("/show").cookie("own", "2").text()).isEqualTo("session=1; own=2");
        }
    }
}
