package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.http.ResponseCookie.SameSite;
import dev.weft.http.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that a handler sets. */
final class ResponseCookieTest {

    @Test
    void aCookieIsHiddenFromScriptsAndOtherSitesUnlessToldOtherwise() {
        assertThat(ResponseCookie.of("a", "1").header()).isEqualTo("a=1; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void eachAttributeIsSent() {
        var cookie = ResponseCookie.of("a", "1")
                .domain("example.org")
                .path("/in")
                .maxAge(Duration.ofMinutes(2))
                .secure(true)
                .httpOnly(false)
                .sameSite(SameSite.NONE);

        assertThat(cookie.header()).isEqualTo("a=1; Path=/in; Domain=example.org; Max-Age=120; Secure; SameSite=None");
    }

    @Test
    void aResponseSetsSeveralAndAClientSendsThemBackUntilTheyAreRemoved() throws Exception {
        var routes = Routes.create()
                .post(
                        "/",
                        _ -> Response.empty(204)
                                .withCookie(ResponseCookie.of("a", "1"))
                                .withCookie(ResponseCookie.of("b", "2")))
                .delete("/", _ -> Response.empty(204).withCookie(ResponseCookie.removing("a")))
                .get("/", request -> Response.text(request.cookies().toString()));
        try (var server = TestServer.of(routes)) {
            server.post("/").bytes();
            assertThat(server.get("/").text()).isEqualTo("{a=1, b=2}");

            server.client().delete("/").bytes();
            assertThat(server.get("/").text()).isEqualTo("{b=2}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "ö", "a\r\nb"})
    void whatIsNoNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResponseCookie.of(name, ""))
                .withMessage("'%s' is no name of a cookie: letters, digits and -_.~ do", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\"a\"", "a,b", "a;b", "a\\b", "ö", "a\r\nSet-Cookie: b=c"})
    void whatAValueCannotCarryIsRefusedAndNotSaid(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResponseCookie.of("a", value))
                .withMessage(
                        "the value of cookie a has white space, quotes, a comma, semicolon, backslash, or is not ASCII: encode it");
    }

    @Test
    void attributesThatWouldBeOthersAreRefused() {
        var cookie = ResponseCookie.of("a", "1");

        assertThatThrownBy(() -> cookie.path("/; Secure"))
                .hasMessage("the path of cookie a has a semicolon or is not ASCII: '/; Secure'");
        assertThatThrownBy(() -> cookie.domain("ö")).hasMessageStartingWith("the domain of cookie a");
        assertThatThrownBy(() -> cookie.maxAge(Duration.ofSeconds(-1)))
                .hasMessage("maxAge must not be negative, was PT-1S");
        assertThatThrownBy(() -> cookie.sameSite(SameSite.NONE)).hasMessageStartingWith("cookie a is for all sites");
    }
}
