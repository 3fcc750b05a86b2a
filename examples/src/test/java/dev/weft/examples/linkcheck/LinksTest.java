package dev.weft.examples.linkcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final URI PAGE = URI.create("http://site/a/page.html");

    @Test
    void relativeLinksAreOfThePage() {
        assertThat(Links.of("<a href='b.html'>b</a> <img src='/c.png'>", PAGE))
                .containsExactly(URI.create("http://site/a/b.html"), URI.create("http://site/c.png"));
    }

    @Test
    void aLinkCountsOnceWhateverItsFragment() {
        assertThat(Links.of("<a href='b#one'>1</a> <a href='b#two'>2</a> <a href='b'>b</a>", PAGE))
                .containsExactly(URI.create("http://site/a/b"));
    }

    @Test
    void whatNoBrowserWouldAskForIsLeftOut() {
        var html =
                "<a href='mailto:a@b'>m</a> <a href='javascript:x()'>j</a> <a href='http://[broken'>b</a> <a>none</a>";

        assertThat(Links.of(html, PAGE)).isEmpty();
    }
}
