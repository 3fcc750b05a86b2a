package dev.weft.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that a handler sets by {@link Response#withCookie}. Unless told otherwise it is for the host that sets it and for all its paths,
 * ends with the client's session, is hidden from scripts, and is not sent with what other sites have the client ask for.
 *
 * <p>A value: each method returns another cookie.
 *
 * @param domain for this host and all below it; {@code null} for the host that sets it alone
 * @param path where it begins to count
 * @param maxAge how long it lasts, in whole seconds; zero removes it, {@code null} is the client's session
 * @param secure whether it is sent by https only
 * @param httpOnly whether scripts of a page may not see it
 * @param sameSite when it is sent with what another site has asked for
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1">RFC 6265, section 4.1</a>
 * @see <a href="https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.StreamResponse.set_cookie">aiohttp's set_cookie</a>,
 *     whose cookies scripts may see unless told otherwise
 */
public record ResponseCookie(
        String name,
        String value,
        @Nullable String domain,
        String path,
        @Nullable Duration maxAge,
        boolean secure,
        boolean httpOnly,
        SameSite sameSite) {

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";
    private static final String NOT_IN_VALUES = " \",;\\";

    /** When a cookie is sent with a request that another site has the client make. */
    public enum SameSite {
        /** Never. */
        STRICT,
        /** When the user goes from there to here. */
        LAX,
        /** Always; clients demand a secure cookie then. */
        NONE
    }

    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException if the name is no token, value, domain or path have what no cookie can carry, {@code maxAge} is
     *     negative, or a cookie for all sites is not secure; the message does not say the value
     */
    public ResponseCookie {
        if (name.isEmpty() || !isOf(name, SEPARATORS)) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a cookie: letters, digits and -_.~ do".formatted(name));
        }
        if (!isOf(value, NOT_IN_VALUES)) {
            throw new IllegalArgumentException(
                    "the value of cookie %s has white space, quotes, a comma, semicolon, backslash, or is not ASCII: encode it"
                            .formatted(name));
        }
        ensureAttribute(name, "domain", domain);
        ensureAttribute(name, "path", path);
        if (maxAge != null && maxAge.isNegative()) {
            throw new IllegalArgumentException("maxAge must not be negative, was %s".formatted(maxAge));
        }
        if (sameSite == SameSite.NONE && !secure) {
            throw new IllegalArgumentException(
                    "cookie %s is for all sites, which clients take from a secure cookie only: add secure(true) first"
                            .formatted(name));
        }
    }

    private static void ensureAttribute(String name, String attribute, @Nullable String text) {
        if (text != null && !isOf(text, ";")) {
            throw new IllegalArgumentException(
                    "the %s of cookie %s has a semicolon or is not ASCII: '%s'".formatted(attribute, name, text));
        }
    }

    /** Tells whether all of {@code text} can be seen, is ASCII, and none of it is {@code excluded}; a blank may be. */
    private static boolean isOf(String text, String excluded) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f && excluded.indexOf(c) < 0);
    }

    /** Returns a cookie. */
    public static ResponseCookie of(String name, String value) {
        return new ResponseCookie(name, value, null, "/", null, false, true, SameSite.LAX);
    }

    /** Returns what has the client forget the cookie of that name, if it was set without a domain and for all paths. */
    public static ResponseCookie removing(String name) {
        return of(name, "").maxAge(Duration.ZERO);
    }

    /** Returns this for {@code newDomain} and all hosts below it. */
    public ResponseCookie domain(String newDomain) {
        Objects.requireNonNull(newDomain, "domain");
        return new ResponseCookie(name, value, newDomain, path, maxAge, secure, httpOnly, sameSite);
    }

    /** Returns this for {@code newPath} and what is below it. */
    public ResponseCookie path(String newPath) {
        return new ResponseCookie(name, value, domain, newPath, maxAge, secure, httpOnly, sameSite);
    }

    /** Returns this for as long. */
    public ResponseCookie maxAge(Duration newMaxAge) {
        Objects.requireNonNull(newMaxAge, "maxAge");
        return new ResponseCookie(name, value, domain, path, newMaxAge, secure, httpOnly, sameSite);
    }

    /** Sets whether it is sent by https only. */
    public ResponseCookie secure(boolean on) {
        return new ResponseCookie(name, value, domain, path, maxAge, on, httpOnly, sameSite);
    }

    /** Sets whether scripts may not see it. */
    public ResponseCookie httpOnly(boolean on) {
        return new ResponseCookie(name, value, domain, path, maxAge, secure, on, sameSite);
    }

    /** Sets when it is sent with what another site has asked for. */
    public ResponseCookie sameSite(SameSite newSameSite) {
        return new ResponseCookie(name, value, domain, path, maxAge, secure, httpOnly, newSameSite);
    }

    /** Returns the value of the header {@code Set-Cookie}. */
    String header() {
        var header = new StringBuilder(name)
                .append('=')
                .append(value)
                .append("; Path=")
                .append(path);
        if (domain != null) {
            header.append("; Domain=").append(domain);
        }
        if (maxAge != null) {
            header.append("; Max-Age=").append(maxAge.toSeconds());
        }
        header.append(secure ? "; Secure" : "").append(httpOnly ? "; HttpOnly" : "");
        var word = sameSite.name();
        return header.append("; SameSite=")
                .append(word.charAt(0))
                .append(word.substring(1).toLowerCase(Locale.ROOT))
                .toString();
    }

    /** Returns the name and how long the value is, which may be a secret. */
    @Override
    public String toString() {
        return "ResponseCookie[%s, %d characters]".formatted(name, value.length());
    }
}
