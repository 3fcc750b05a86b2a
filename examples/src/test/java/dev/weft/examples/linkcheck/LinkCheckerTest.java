package dev.weft.examples.linkcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.HttpClient;
import dev.weft.http.HttpServer;
import dev.weft.http.NetworkLoop;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import dev.weft.http.testing.TestRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinkCheckerTest {

    private static Report check(Routes site, int atOnce) throws Exception {
        try (var server = HttpServer.builder().port(0).loops(1).open(site);
                var client = HttpClient.open();
                var network = NetworkLoop.open()) {
            var start = server.uri().resolve("/");
            return network.loop()
                    .submit(() -> new Crawl(client, start, atOnce).run())
                    .result();
        }
    }

    private static Response page(String... links) {
        var html = new StringBuilder();
        for (var link : links) {
            html.append("<a href='%s'>%1$s</a>".formatted(link));
        }
        return Response.html(html.toString());
    }

    private static List<String> brokenPaths(Report report) {
        return report.broken().stream()
                .map(link -> link.uri().getPath())
                .sorted()
                .toList();
    }

    @Test
    void everyPageOfTheSiteIsReadOnceAndWhatIsMissingIsFound() throws Exception {
        var reads = new AtomicInteger();
        var site = Routes.create()
                .get("/", request -> page("/a", "/missing"))
                .get("/a", request -> {
                    reads.incrementAndGet();
                    return page("/", "/a", "/b", "/gone");
                })
                .get("/b", request -> page("/missing"));

        var report = check(site, 4);

        assertThat(brokenPaths(report)).containsExactly("/gone", "/missing");
        assertThat(report.links()).hasSize(5);
        assertThat(reads).hasValue(1);
        assertThat(report.over()).isTrue();
    }

    @Test
    void aBrokenLinkNamesThePagesThatHaveIt() throws Exception {
        var site = Routes.create().get("/", request -> page("/a", "/missing")).get("/a", request -> page("/missing"));

        var report = check(site, 1);

        assertThat(report.broken()).singleElement().satisfies(link -> {
            assertThat(link.outcome()).isEqualTo("404");
            assertThat(link.foundOn()).extracting(URI::getPath).containsExactly("/", "/a");
        });
    }

    @Test
    void aHostThatDoesNotAnswerIsABrokenLinkInWords() throws Exception {
        var site = Routes.create().get("/", request -> page("http://127.0.0.1:1/"));

        assertThat(check(site, 1).broken())
                .singleElement()
                .satisfies(link -> assertThat(link.outcome()).contains("127.0.0.1:1 refused"));
    }

    @Test
    void asManyRequestsAsAllowedAreUnderWayAtOnceAndNoMore() throws Exception {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var three = new CyclicBarrier(3);
        var site = Routes.create()
                .get("/", request -> page("/1", "/2", "/3", "/4", "/5", "/6"))
                .get("/{n:int}", request -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    three.await(); // none goes on before three are here
                    underWay.decrementAndGet();
                    return Response.text("");
                });

        var report = check(site, 3);

        assertThat(report.broken()).isEmpty();
        assertThat(most).hasValue(3);
    }

    @Test
    void theReportIsServedToPeopleAndPrograms() throws Exception {
        var start = URI.create("http://site/");
        var link = new CheckedLink(URI.create("http://site/?a&b"), List.of(start), "404", true, 7);
        var routes = ReportSite.routes(() -> new Report(start, false, List.of(link)));

        assertThat(TestRequest.get("/").to(routes).text())
                .contains("1 of 1 links are broken, so far")
                .contains("http://site/?a&amp;b");
        assertThat(TestRequest.get("/report.json").to(routes).text())
                .contains("\"uri\":\"http://site/?a&b\"")
                .contains("\"outcome\":\"404\"");
    }
}
