package dev.weft.http.internal.client;

import dev.weft.http.Cookie;
import dev.weft.http.internal.text.Hosts;
import dev.weft.http.internal.text.Uris;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a header {@code Set-Cookie} says, and whether its sender may say so.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.3">RFC 6265, section 5.3</a>
 */
public final class SetCookie {
    private static final long LONGEST_SECONDS = 400L * 24 * 3600; // RFC 6265bis, section 5.5

    private SetCookie() {}

    /** Returns the cookie that {@code header}, in an answer of {@code uri}, sets; {@code null} if it sets none. */
    public static @Nullable Cookie parse(String header, URI uri, Instant now) {
        var parsed = header.stripLeading().startsWith(";") ? null : ClientCookieDecoder.LAX.decode(header);
        if (parsed == null) {
            return null;
        }
        var host = Uris.host(uri);
        var given = parsed.domain() == null
                ? ""
                : withoutDot(parsed.domain().strip().toLowerCase(Locale.ROOT));
        boolean hostOnly = given.isEmpty() || (given.equals(host) && Hosts.isAddress(host));
        if (!hostOnly && !mayBeSetBy(host, given)) {
            return null;
        }
        if (parsed.isSecure() && !Uris.isHttps(uri)) {
            return null; // RFC 6265bis, section 5.7, step 8
        }
        return new Cookie(
                parsed.name(),
                parsed.value(),
                hostOnly ? host : given,
                hostOnly,
                path(parsed.path(), uri),
                expires(parsed.maxAge(), now),
                parsed.isSecure(),
                parsed.isHttpOnly());
    }

    private static String withoutDot(String domain) {
        return domain.startsWith(".") ? domain.substring(1) : domain;
    }

    // A domain of one label is a top-level domain, or a host of its own.
    private static boolean mayBeSetBy(String host, String domain) {
        return Hosts.isWithin(host, domain) && (domain.equals(host) || domain.indexOf('.') > 0);
    }

    // Section 5.1.4.
    private static String path(@Nullable String given, URI uri) {
        if (given != null && given.startsWith("/")) {
            return given;
        }
        var path = uri.getRawPath();
        int last = path == null ? -1 : path.lastIndexOf('/');
        return path == null || last <= 0 ? "/" : path.substring(0, last);
    }

    private static @Nullable Instant expires(long maxAge, Instant now) {
        if (maxAge == io.netty.handler.codec.http.cookie.Cookie.UNDEFINED_MAX_AGE) {
            return null;
        }
        return maxAge <= 0 ? Instant.EPOCH : now.plusSeconds(Math.min(maxAge, LONGEST_SECONDS));
    }
}
