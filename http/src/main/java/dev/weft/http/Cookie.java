package dev.weft.http;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as a client keeps it.
 *
 * @param domain the host that it belongs to, in lower case without a leading dot
 * @param hostOnly whether it belongs to that host alone, and not to those below it
 * @param path where it begins to count, with a leading slash
 * @param expires when it ends; {@code null} with the client
 * @param secure whether it is sent by https only
 * @param httpOnly whether scripts of a page may not see it, which a client has none of
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.3">RFC 6265, section 5.3</a>
 */
public record Cookie(
        String name,
        String value,
        String domain,
        boolean hostOnly,
        String path,
        @Nullable Instant expires,
        boolean secure,
        boolean httpOnly) {

    /** Checks that nothing is missing. */
    public Cookie {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(path, "path");
    }

    /** Tells whether it has ended by {@code now}. */
    public boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** Returns the name and how long the value is, which may be a secret. */
    @Override
    public String toString() {
        return "Cookie[%s, %d characters, for %s%s]".formatted(name, value.length(), domain, path);
    }
}
