package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "http://example.com              -> http://example.com/",
                "HTTP://Example.com:8080/A?b=c#d -> http://Example.com:8080/A?b=c",
                "https://example.com?q           -> https://example.com/?q",
                "http://example.com:/            -> http://example.com/",
                "http://[::1]:8080/x             -> http://[::1]:8080/x",
                "http://me:secret@example.com/   -> http://example.com/",
                "http://h/a|b?c={d}&e=\"f\"^`    -> http://h/a%7Cb?c=%7Bd%7D&e=%22f%22%5E%60",
                "http://h/a[1]?b[]=2             -> http://h/a%5B1%5D?b%5B%5D=2",
                "http://h/100%/%zz/%41           -> http://h/100%25/%25zz/%41",
                "http://h/서울                     -> http://h/%EC%84%9C%EC%9A%B8",
                "http://한국.kr/                   -> http://xn--3e0b707e.kr/",
                "http://h//a/../b/.              -> http://h//a/../b/.",
            })
    void whatBrowsersAcceptIsRequested(String text, String requested) throws Exception {
        Url url = Url.parse(text);

        assertThat(url.uri()).isEqualTo(URI.create(requested));
        assertThat(url.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                | not an http or https URL: it must start with http:// or https://",
                "file:///a         | not an http or https URL: it must start with http:// or https://",
                "http:/a           | not an http or https URL: it must start with http:// or https://",
                "localhost:80/     | not an http or https URL: it must start with http:// or https://",
                "http://           | bad URL: '' is not a host name or address",
                "http://:80/       | bad URL: '' is not a host name or address",
                "http://a_b/       | bad URL: 'a_b' is not a host name or address",
                "http://-a/        | bad URL: '-a' is not a host name or address",
                "http://../        | bad URL: '..' is not a host name or address",
                "http://[::g]/     | bad URL: '[::g]' is not a host name or address",
                "http://a%00b/     | bad URL: 'a%00b' is not a host name or address",
                "http://a:b:c/     | bad URL: no host and port can be read from it",
                "http://a:0/       | bad URL: port 0 is not between 1 and 65535",
                "http://a:65536/   | bad URL: port 65536 is not between 1 and 65535",
                "http://a:999999/  | bad URL: port 999999 is not between 1 and 65535",
                "http://a/b c      | bad URL: it has a blank or a control character at position 11, write a blank as"
                        + " %20",
            })
    void whatCannotBeRequestedIsRefusedInWords(String text, String words) {
        assertThatThrownBy(() -> Url.parse(text))
                .isInstanceOf(FetchException.class)
                .hasMessage(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/\0", "http://a/\r\nHost: b", "http://a/\u001b[2J", "http://a\t/"})
    void controlCharactersAreRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> Url.parse(text)).hasMessageMatching("bad URL: it has a [\\x20-\\x7e]+");
    }

    @Test
    void userAndPasswordAreDecodedAndBecomeAHeader() throws Exception {
        assertThat(Url.parse("http://me:p%40s+s@h/").credentials()).isEqualTo("Basic bWU6cEBzK3M="); // me:p@s+s
        assertThat(Url.parse("http://me@h/").credentials()).isEqualTo("Basic bWU6"); // me:
        assertThat(Url.parse("http://h/").credentials()).isNull();
    }
}
