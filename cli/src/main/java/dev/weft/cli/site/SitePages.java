package dev.weft.cli.site;

import dev.weft.http.HttpError;
import dev.weft.http.Request;
import dev.weft.http.Response;
import dev.weft.http.Routes;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The routes of a site. */
final class SitePages {
    private final SiteOptions options;
    private final Pause pause;

    SitePages(SiteOptions options, Pause pause) {
        this.options = options;
        this.pause = pause;
    }

    /** Returns what answers requests. */
    Routes routes() {
        return Routes.create()
                .get("/", this::index)
                .get("/page/{number}", this::page)
                .get("/{rest:path}", this::nothing);
    }

    /** Lists the addresses of all pages, one a line: what {@code weft fetch -i -} takes. */
    private Response index(Request request) {
        var root = request.uri().resolve("/");
        return Response.text(IntStream.rangeClosed(1, options.pages())
                .mapToObj(number -> root + "page/" + number + "\n")
                .collect(Collectors.joining()));
    }

    private Response page(Request request) throws InterruptedException {
        var page = PageRequest.parse(request.rawPath(), request.rawQuery(), options);
        pause.await(page.latency());
        return Response.stream(
                "application/octet-stream", page.size(), body -> PageContent.write(page.number(), page.size(), body));
    }

    private Response nothing(Request request) throws HttpError {
        throw PageRequest.notFound(request.rawPath(), options.pages());
    }
}
