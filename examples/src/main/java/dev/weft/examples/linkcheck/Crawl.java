package dev.weft.examples.linkcheck;

import dev.weft.TaskGroup;
import dev.weft.http.ClientResponse;
import dev.weft.http.HttpClient;
import dev.weft.http.HttpException;
import dev.weft.loop.Loop;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks every link that can be reached from one page. The pages of its own site are read for more links; of others only the
 * status is asked.
 *
 * <p>A job of a loop, and so are the requests that it starts: what they share is changed by one at a time, and needs no lock.
 */
final class Crawl {
    private final HttpClient client;
    private final URI start;
    private final int atOnce;

    // By link, in the order in which they were found.
    private final Map<URI, List<URI>> foundOn = new LinkedHashMap<>();
    private final List<CheckedLink> checked = new ArrayList<>();
    private boolean over;

    Crawl(HttpClient client, URI start, int atOnce) {
        this.client = client;
        this.start = start;
        this.atOnce = atOnce;
    }

    /** Checks them all, {@code atOnce} at the same time. */
    Report run() {
        var pool = Loop.current().limit(atOnce);
        TaskGroup.run(pool, group -> {
            found(start, start, group);
        });
        over = true;
        return report();
    }

    /** Returns what is known by now; called on the loop. */
    Report report() {
        return new Report(start, over, List.copyOf(checked));
    }

    private void found(URI link, URI page, TaskGroup group) {
        var pages = foundOn.get(link);
        if (pages != null) {
            pages.add(page);
            return;
        }
        var first = new ArrayList<>(List.of(page));
        foundOn.put(link, first);
        group.submit(() -> check(link, first, group));
    }

    private void check(URI link, List<URI> pages, TaskGroup group) throws IOException {
        var began = Loop.current().time();
        try (var response = client.get(link).send()) {
            if (isPage(response)) {
                Links.of(response.text(), response.uri()).forEach(next -> found(next, link, group));
            }
            add(link, pages, Integer.toString(response.status()), response.status() >= 400, began);
        } catch (HttpException e) {
            add(link, pages, String.valueOf(e.getMessage()), true, began);
        }
    }

    /** Tells whether it is a page of the site, which may have led elsewhere. */
    private boolean isPage(ClientResponse response) {
        var type = response.headers().first("Content-Type");
        return response.status() == 200
                && response.uri().getAuthority().equals(start.getAuthority())
                && type != null
                && type.startsWith("text/html");
    }

    private void add(URI link, List<URI> pages, String outcome, boolean broken, Duration began) {
        long millis = Loop.current().time().minus(began).toMillis();
        checked.add(new CheckedLink(link, pages, outcome, broken, millis));
    }
}
