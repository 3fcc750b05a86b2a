package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https URL, ready to be requested.
 *
 * <p>More is accepted than {@link URI} does, as browsers and curl do: characters that are not legal in a URL are
 * percent-encoded, and international host names are turned into their ASCII form.
 *
 * @param text the URL as it was given: what is shown, and what names the file
 * @param uri what is requested: ASCII, with a host, without user information and fragment, its path at least {@code /}
 * @param credentials the value of the {@code Authorization} header, made from {@code user:password@}; null without one
 */
record Url(String text, URI uri, @Nullable String credentials) {
    // What nearly all are, and is requested as it stands.
    private static final Pattern PLAIN =
            Pattern.compile("https?://[a-z0-9.-]+(:(?<port>[0-9]+))?/[A-Za-z0-9._~:/?@!$&'()*+,;=-]*");
    private static final Pattern SHAPE =
            Pattern.compile("(?<scheme>(?i:https?))://(?<authority>[^/?#]*)(?<path>[^?#]*)(?<query>[?][^#]*)?(#.*)?");
    private static final Pattern AUTHORITY =
            Pattern.compile("((?<user>.*)@)?(?<host>\\[[^]]*]|[^:@\\[\\]]*)(:(?<port>[0-9]*))?");
    private static final Pattern TO_ENCODE = Pattern.compile("[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads a URL.
     *
     * @throws FetchException if {@code text} is not an http or https URL, or has no usable host and port
     */
    static Url parse(String text) throws FetchException {
        Matcher plain = PLAIN.matcher(text);
        if (plain.matches() && isPort(plain.group("port"))) {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return new Url(text, uri, null);
            }
        }
        return takeApart(text);
    }

    private static Url takeApart(String text) throws FetchException {
        Matcher url = SHAPE.matcher(text);
        if (!url.matches()) {
            throw FetchException.lasting("not an http or https URL: it must start with http:// or https://");
        }
        Matcher blank = BLANK.matcher(text);
        if (blank.find()) {
            throw bad("it has a blank or a control character at position " + (blank.start() + 1)
                    + ", write a blank as %20");
        }
        Matcher authority = AUTHORITY.matcher(url.group("authority"));
        if (!authority.matches()) {
            throw bad("no host and port can be read from it");
        }
        String path = url.group("path").isEmpty() ? "/" : url.group("path");
        String query = url.group("query") == null ? "" : url.group("query");
        String origin = url.group("scheme").toLowerCase(Locale.ROOT) + "://"
                + host(authority.group("host"))
                + port(authority.group("port"));
        return new Url(text, URI.create(origin + encoded(path + query)), basic(authority.group("user")));
    }

    /** Returns the header value for Basic authentication as {@code user:password}, percent-encoded; null for null. */
    static @Nullable String basic(@Nullable String user) {
        if (user == null) {
            return null;
        }
        String both = user.contains(":") ? user : user + ":";
        String plain = URLDecoder.decode(encoded(both).replace("+", "%2B"), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }

    /** Percent-encodes what may not stand in a path or query as it is; a {@code %} of an escape stays. */
    static String encoded(String part) {
        return TO_ENCODE.matcher(part).replaceAll(illegal -> URLEncoder.encode(illegal.group(), UTF_8));
    }

    private static String host(String given) throws FetchException {
        try {
            String host = given.startsWith("[") ? given : IDN.toASCII(given);
            if (new URI("http://" + host + "/").getHost() != null) {
                return host;
            }
        } catch (IllegalArgumentException | URISyntaxException _) {
            // Said below, for every way in which a host can be wrong.
        }
        throw bad("'%s' is not a host name or address".formatted(given));
    }

    private static String port(@Nullable String given) throws FetchException {
        if (!isPort(given)) {
            throw bad("port %s is not between 1 and %d".formatted(given, HIGHEST_PORT));
        }
        return given == null || given.isEmpty() ? "" : ":" + given;
    }

    /** Returns whether digits are those of a port that can be connected to; none at all mean the usual port. */
    private static boolean isPort(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return true;
        }
        return digits.length() <= 5 && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= HIGHEST_PORT;
    }

    private static FetchException bad(String reason) {
        return FetchException.lasting("bad URL: " + reason);
    }
}
