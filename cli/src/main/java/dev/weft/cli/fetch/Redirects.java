package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Requests a URL and follows redirects until an answer is none.
 *
 * <p>As curl does, it also follows from https to http, and sends the URL's user and password to the first server only.
 */
final class Redirects {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private final Wire wire;
    private final int limit;

    /** Makes one that follows {@code limit} redirects and refuses the next. */
    Redirects(Wire wire, int limit) {
        this.wire = wire;
        this.limit = limit;
    }

    /**
     * Returns the first answer that is not a redirect; to be closed.
     *
     * @throws FetchException if there is no answer, a redirect leads nowhere, or there are too many
     */
    Reply follow(Url url) throws FetchException, InterruptedException {
        URI uri = url.uri();
        for (int followed = 0; ; followed++) {
            Reply reply = wire.get(uri, Url.sameOrigin(uri, url.uri()) ? url.credentials() : null);
            if (!REDIRECTS.contains(reply.status())) {
                return reply;
            }
            try (reply) {
                uri = next(uri, reply);
            }
            if (followed == limit) {
                throw FetchException.lasting(
                        "too many redirects: %d followed (--max-redirects), and the last one leads on to %s"
                                .formatted(limit, uri));
            }
        }
    }

    private static URI next(URI from, Reply reply) throws FetchException {
        String location = reply.header("Location").orElse(null);
        if (location == null) {
            throw FetchException.lasting(Status.words(reply.status()) + ": a redirect without a Location from " + from);
        }
        try {
            return target(from, location);
        } catch (FetchException e) {
            throw FetchException.lasting("redirected to %s: %s".formatted(location, e.getMessage()));
        }
    }

    /**
     * Returns what a {@code Location} header means on the page {@code base}.
     *
     * @throws FetchException if it is not an http or https URL
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5.2">RFC 3986, section 5.2</a>
     */
    static URI target(URI base, String location) throws FetchException {
        String reference = ascii(location);
        if (ABSOLUTE.matcher(reference).matches()) {
            return Url.parse(reference).uri();
        }
        if (reference.startsWith("//")) {
            return Url.parse(base.getScheme() + ":" + reference).uri();
        }
        String path = reference.replaceFirst("[?#].*", "");
        String rest = reference.substring(path.length());
        String basePath = base.getRawPath();
        if (path.isEmpty()) {
            path = basePath;
            rest = rest.startsWith("?") || base.getRawQuery() == null ? rest : "?" + base.getRawQuery();
        } else if (!path.startsWith("/")) {
            path = basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
        }
        String origin = base.getScheme() + "://" + base.getRawAuthority();
        return Url.parse(origin + withoutDots(path) + rest).uri();
    }

    /** Percent-encodes what browsers and curl take as meant: blanks, and bytes that are not ASCII (read as Latin-1). */
    private static String ascii(String location) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : location.getBytes(ISO_8859_1)) {
            if (b == ' ' || b < 0) {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }

    /** Resolves the segments {@code .} and {@code ..}; those that would leave the root vanish. */
    private static String withoutDots(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        if (path.endsWith("/.") || path.endsWith("/..")) {
            segments.addLast("");
        }
        return "/" + String.join("/", segments);
    }
}
