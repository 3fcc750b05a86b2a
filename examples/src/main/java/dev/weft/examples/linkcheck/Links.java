package dev.weft.examples.linkcheck;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Finds the links of a page. */
final class Links {

    private Links() {}

    /**
     * Returns what the page links to by http or https, absolute and without fragments, each once and in the order of the page.
     * What is no URI is left out, as are other schemes, such as {@code mailto:}.
     *
     * @param page the address of the page, which relative links are relative to unless the page says otherwise
     */
    static Set<URI> of(String html, URI page) {
        var links = new LinkedHashSet<URI>();
        var document = Jsoup.parse(html, page.toString());
        for (Element element : document.select("[href], [src]")) {
            var target = element.absUrl(element.hasAttr("href") ? "href" : "src");
            if (target.startsWith("http://") || target.startsWith("https://")) {
                add(target, links);
            }
        }
        return links;
    }

    private static void add(String target, Set<URI> links) {
        int fragment = target.indexOf('#');
        try {
            links.add(URI.create(fragment < 0 ? target : target.substring(0, fragment)));
        } catch (IllegalArgumentException e) {
            // A browser would not get there either.
        }
    }
}
