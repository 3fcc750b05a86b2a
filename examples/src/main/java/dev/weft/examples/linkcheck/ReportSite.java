package dev.weft.examples.linkcheck;

import dev.weft.http.Response;
import dev.weft.http.Routes;
import java.util.function.Supplier;
import org.jsoup.nodes.Entities;

/** Shows a report: {@code /} to people, {@code /report.json} to programs. */
final class ReportSite {

    private ReportSite() {}

    /** Returns the site's routes; each request asks for the report as of then. */
    static Routes routes(Supplier<Report> report) {
        return Routes.create()
                .get("/", request -> Response.html(page(report.get())))
                .get("/report.json", request -> Response.json(report.get()));
    }

    private static String page(Report report) {
        var rows = new StringBuilder();
        for (var link : report.broken()) {
            rows.append(
                    "<tr><td>%s<td>%s<td>%s\n".formatted(text(link.uri()), text(link.outcome()), text(link.foundOn())));
        }
        return """
                <!doctype html>
                <title>Links of %s</title>
                <h1>Links of %1$s</h1>
                <p>%d of %d links are broken%s.</p>
                <table>
                <tr><th>link<th>outcome<th>found on
                %s</table>
                """.formatted(
                        text(report.start()),
                        report.broken().size(),
                        report.links().size(),
                        report.over() ? "" : ", so far",
                        rows);
    }

    private static String text(Object value) {
        return Entities.escape(value.toString());
    }
}
