package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final URI BASE = URI.create("http://a:8080/b/c/d;p?q");

    /** The http cases of RFC 3986, section 5.4, and what servers send besides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "g                  | http://a:8080/b/c/g",
                "./g                | http://a:8080/b/c/g",
                "g/                 | http://a:8080/b/c/g/",
                "/g                 | http://a:8080/g",
                "//g                | http://g/",
                "?y                 | http://a:8080/b/c/d;p?y",
                "g?y                | http://a:8080/b/c/g?y",
                "#s                 | http://a:8080/b/c/d;p?q",
                "g?y#s              | http://a:8080/b/c/g?y",
                ";x                 | http://a:8080/b/c/;x",
                ".                  | http://a:8080/b/c/",
                "./                 | http://a:8080/b/c/",
                "..                 | http://a:8080/b/",
                "../g               | http://a:8080/b/g",
                "../..              | http://a:8080/",
                "../../g            | http://a:8080/g",
                "../../../g         | http://a:8080/g",
                "/./g               | http://a:8080/g",
                "g..                | http://a:8080/b/c/g..",
                "./../g             | http://a:8080/b/g",
                "g/./h              | http://a:8080/b/c/g/h",
                "g/../h             | http://a:8080/b/c/h",
                "g?y/../x           | http://a:8080/b/c/g?y/../x",
                "https://other/x?y  | https://other/x?y",
                "HTTP://other       | http://other/",
                "a b                | http://a:8080/b/c/a%20b",
            })
    void aLocationIsReadAsALinkOnThePage(String location, URI target) throws Exception {
        assertThat(Redirects.target(BASE, location)).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://a/", "javascript:alert(1)", "g:h", "http://", "http://a:b:c/"})
    void whatIsNoHttpUrlIsRefused(String location) {
        assertThatThrownBy(() -> Redirects.target(BASE, location)).isInstanceOf(FetchException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/caf\u00C3\u00A9", "/caf%C3%A9"})
    void bytesThatAreNotAsciiArePassedOnAsTheyCame(String location) throws Exception {
        assertThat(Redirects.target(BASE, location)).isEqualTo(URI.create("http://a:8080/caf%C3%A9"));
    }
}
