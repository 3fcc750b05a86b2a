package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void md5IsThatOfTheUrlsUtf8AsInPython() {
        assertThat(Names.md5("https://twitter.com")).isEqualTo("be8b09f7f1f66235a9c91986952483f0");
        assertThat(Names.md5("http://h/서울")).isEqualTo("e336c8fb6ff5a5cdf033d78b340c4415");
    }

    @ParameterizedTest
    @CsvSource({
        "https://twitter.com,                    twitter.com",
        "https://example.com/,                   example.com_",
        "https://example.com/docs/page-1.html,   example.com_docs_page-1.html",
        "http://127.0.0.1:8080/a.txt,            http_127.0.0.1+8080_a.txt",
        "https://h/../x,                         h_.._x",
        "https://con/,                           con_",
    })
    void plainUrlsBecomePlainNames(String url, String name) {
        assertThat(Names.readable(url)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a_b,                   h_a_b",
        "https://h/README.md,             h_README~.md",
        "https://H/,                      H_",
        "HTTPS://h/,                      h_",
        "https://h/a.html?x=1&y=2,        h_a.html_x_1_y_2",
        "https://h/a#b,                   h_a_b",
        "https://h/%2e%2e/x,              h_2e_2e_x",
        "https://h/%00.png,               h_00~.png",
        "https://h/서울,                    h_",
        "https://me:secret@h/a,           h_a",
        "https://h/a.,                    h_a.",
        "https://http/,                   http_",
        "https://nul,                     _nul",
        "https://aux.txt,                 _aux.txt",
        "https://[::1]/,                  _1_",
    })
    void othersAlsoCarryTheMd5(String url, String nameWithoutMd5) {
        String mark = "~" + Names.md5(url).substring(0, 16);
        String name = nameWithoutMd5.contains("~") ? nameWithoutMd5.replace("~", mark) : nameWithoutMd5 + mark;

        assertThat(Names.readable(url)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/../../etc/passwd",
                "https://h/%2e%2e/%2e%2e/x",
                "https://../x",
                "https://h/\0",
                "https://h/a\\b",
                "https://h/a:b",
                "https://-rf/",
                "https:///",
                "https://",
                "",
                "..",
                "/etc/passwd",
                "https://h/\u202Egnp.exe",
            })
    void noNameLeavesItsFolder(String url) {
        assertThat(Names.readable(url))
                .matches("[A-Za-z0-9_~+][A-Za-z0-9._~+-]*")
                .hasSizeLessThan(160);
    }

    @Test
    void longUrlsAreCutAndKeptApart() {
        String start = "https://h/" + "x".repeat(5000);

        assertThat(Names.readable(start + "1.png")).hasSizeLessThan(160).endsWith(".png");
        assertThat(Names.readable(start + "1.png")).isNotEqualTo(Names.readable(start + "2.png"));
    }

    @Test
    void hugeUrlsAreNamedAtOnce() {
        assertThat(Names.readable("https://h" + "/".repeat(1_000_000))).hasSizeLessThan(160);
        assertThat(Names.readable("https://h" + "/.a".repeat(300_000) + "?")).hasSizeLessThan(160);
    }

    @Test
    void urlsThatLookAlikeGetNamesThatDifferAlsoWithoutRegardToCase() {
        List<String> alike = List.of(
                "https://h/a/b",
                "https://h/a_b",
                "https://h/a%2Fb",
                "https://h/a?b",
                "https://h/A/b",
                "http://h/a/b",
                "https://http/h/a/b",
                "https://h/a/b/",
                "https://h:443/a/b",
                "https://h/443/a/b",
                "https://h+443/a/b",
                "https://h/a~b",
                "https://h/a+b",
                "https://h/a/b#",
                "https://me@h/a/b",
                "https://http_h/a/b");

        assertThat(alike)
                .extracting(url -> Names.readable(url).toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }
}
