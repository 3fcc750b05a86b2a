package dev.weft.http.internal.client;

import dev.weft.http.Body;
import dev.weft.http.ClientRequest;
import dev.weft.http.Headers;
import dev.weft.http.internal.text.Uris;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads, and what of a request goes there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.4">RFC 9110, section 15.4</a>
 */
final class Redirects {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final List<String> FOR_THIS_ORIGIN =
            List.of("Authorization", "Cookie", "Proxy-Authorization", "Host");
    private static final List<String> OF_THE_BODY =
            List.of("Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Content-Location");

    private final boolean downgrade;

    Redirects(boolean downgrade) {
        this.downgrade = downgrade;
    }

    /**
     * Returns the request that an answer leads to, or {@code null} if it is no redirect, or none is followed.
     *
     * @param trail what was asked for before {@code request}
     * @throws dev.weft.http.RedirectException if it is one that is not followed
     */
    @Nullable
    ClientRequest next(ClientRequest request, int status, Headers headers, List<URI> trail) {
        var location = headers.first("Location");
        if (!STATUSES.contains(status) || location == null || request.mostRedirects() == 0) {
            return null;
        }
        if (trail.size() >= request.mostRedirects()) {
            throw Failures.redirect(
                    request,
                    trail,
                    "after %d redirects already, to '%s'; is it a circle? Else raise redirects"
                            .formatted(trail.size(), location));
        }
        var target = target(request, location, trail);
        return carriesOn(request.method(), status)
                ? withBody(request, status, target, trail)
                : moved(request, target).method("GET").body(Body.none());
    }

    private URI target(ClientRequest request, String location, List<URI> trail) {
        URI target;
        try {
            target = Uris.resolve(/* base= */ request.uri(), /* uri= */ Uris.parse(location));
        } catch (IllegalArgumentException e) {
            throw Failures.redirect(request, trail, "to '%s', which is no URI".formatted(location));
        }
        if (!Uris.isHttp(target) || target.getHost() == null) {
            throw Failures.redirect(request, trail, "to '%s', which is not http or https".formatted(location));
        }
        if (Uris.isHttps(request.uri()) && !Uris.isHttps(target) && !downgrade) {
            throw Failures.redirect(
                    request,
                    trail,
                    "from https to '%s', where everybody can read along; allow it by downgrade(true)"
                            .formatted(location));
        }
        return target;
    }

    // 303 says to look elsewhere; after 301 and 302, a POST has become a GET ever since browsers did so.
    private static boolean carriesOn(String method, int status) {
        return switch (status) {
            case 303 -> method.equals("HEAD") || method.equals("GET");
            case 301, 302 -> !method.equals("POST");
            default -> true;
        };
    }

    private static ClientRequest withBody(ClientRequest request, int status, URI target, List<URI> trail) {
        if (!request.body().isRepeatable()) {
            throw Failures.redirect(
                    request,
                    trail,
                    "by %d, which wants its body again at '%s', but a stream can be sent once; send bytes or a file"
                            .formatted(status, target));
        }
        return keepingWhatMayGo(request, target);
    }

    private static ClientRequest moved(ClientRequest request, URI target) {
        var headers = request.headers().toBuilder();
        OF_THE_BODY.forEach(headers::remove);
        return keepingWhatMayGo(request.headers(headers.build()), target);
    }

    private static ClientRequest keepingWhatMayGo(ClientRequest request, URI target) {
        if (Uris.isSameOrigin(request.uri(), target)) {
            return request.uri(target);
        }
        var headers = request.headers().toBuilder();
        FOR_THIS_ORIGIN.forEach(headers::remove);
        return request.headers(headers.build()).uri(target);
    }
}
