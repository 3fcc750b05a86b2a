package dev.weft.examples.linkcheck;

import dev.weft.http.HttpClient;
import dev.weft.http.HttpServer;
import dev.weft.http.NetworkLoop;
import java.io.IOException;
import java.net.URI;

/**
 * Checks the links of a site, and shows on a page of its own how far it is.
 *
 * <p>Arguments: the address of a page, and how many requests to have at once (10). The process ends when all are checked, with
 * status 1 if links are broken.
 */
public final class LinkChecker {

    private LinkChecker() {}

    static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: LinkChecker URL [REQUESTS AT ONCE]");
            System.exit(2);
        }
        var report = check(URI.create(args[0]), args.length < 2 ? 10 : Integer.parseInt(args[1]));
        for (var link : report.broken()) {
            IO.println("%s: %s, found on %s".formatted(link.uri(), link.outcome(), link.foundOn()));
        }
        IO.println("%d of %d links are broken"
                .formatted(report.broken().size(), report.links().size()));
        System.exit(report.broken().isEmpty() ? 0 : 1);
    }

    /** Checks the links that can be reached from {@code start}; while it does, a page at the address it prints shows how far it is. */
    static Report check(URI start, int atOnce) throws IOException {
        try (var client = HttpClient.open();
                var network = NetworkLoop.open()) {
            var loop = network.loop();
            var crawl = new Crawl(client, start, atOnce);
            // The report is read where it is written: on the loop.
            var site = ReportSite.routes(() -> loop.submit(crawl::report).result());
            try (var server = HttpServer.builder().port(0).open(site)) {
                IO.println("The report grows at " + server.uri());
                return loop.submit(crawl::run).result();
            }
        }
    }
}
