package dev.weft.http.internal.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP/1 request line by line, and says how its body is framed. Pure: lines in, a head out.
 *
 * <p>Strict where leniency would let two servers read the same bytes differently: exactly one space between the parts of the first
 * line, no white space before a colon, no folded lines, no control characters, one {@code Host}, one {@code Content-Length} of digits,
 * {@code Transfer-Encoding} of {@code chunked} alone, and never both.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3">RFC 9112, sections 3, 5 and 6</a>
 */
final class RequestHead {
    /** The length of a body that comes in chunks. */
    static final long CHUNKED = -1;

    private static final AsciiString HOST = AsciiString.cached("Host");
    private static final AsciiString ACCEPT = AsciiString.cached("Accept");
    private static final AsciiString CONNECTION = AsciiString.cached("Connection");
    private static final AsciiString USER_AGENT = AsciiString.cached("User-Agent");
    private static final int MOST_LENGTH_DIGITS = 18;

    private final int mostHeaders;
    private final HttpHeaders headers;

    private @Nullable HttpMethod method;
    private @Nullable String target;
    private @Nullable HttpVersion version;
    private int lines;

    /**
     * Reads the next request.
     *
     * @param headers is filled
     */
    RequestHead(int mostHeaders, HttpHeaders headers) {
        this.mostHeaders = mostHeaders;
        this.headers = headers;
    }

    /** Tells whether the first line has been read. */
    boolean hasBegun() {
        return method != null;
    }

    HttpMethod method() {
        return Objects.requireNonNull(method);
    }

    String target() {
        return Objects.requireNonNull(target);
    }

    HttpVersion version() {
        return Objects.requireNonNull(version);
    }

    HttpHeaders headers() {
        return headers;
    }

    // ---- the first line

    /** Reads the first line: its bytes from 0 to {@code length}, without the line's end. */
    void readRequestLine(byte[] line, int length) throws BadRequestException {
        int space = indexOf(line, ' ', 0, length);
        int second = space < 0 ? -1 : indexOf(line, ' ', space + 1, length);
        if (space <= 0 || second <= space + 1 || !Octets.areAll(Octets.TOKEN, line, 0, space)) {
            throw bad("the first line must be a method, a target and a version, with one space between each");
        }
        if (!Octets.areAll(Octets.TARGET, line, space + 1, second)) {
            throw bad("the target has a character that must be escaped");
        }
        version = version(line, second + 1, length);
        var name = ascii(line, 0, space);
        if (name.equals("CONNECT")) {
            throw new BadRequestException(405, "CONNECT is for proxies, which this server is not");
        }
        target = ensureTarget(name, ascii(line, space + 1, second));
        method = HttpMethod.valueOf(name);
    }

    private static HttpVersion version(byte[] line, int start, int end) throws BadRequestException {
        if (end - start == 8
                && line[start] == 'H'
                && line[start + 1] == 'T'
                && line[start + 2] == 'T'
                && line[start + 3] == 'P'
                && line[start + 4] == '/'
                && isDigit(line[start + 5])
                && line[start + 6] == '.'
                && isDigit(line[start + 7])) {
            if (line[start + 5] == '1' && line[start + 7] == '1') {
                return HttpVersion.HTTP_1_1;
            }
            if (line[start + 5] == '1' && line[start + 7] == '0') {
                return HttpVersion.HTTP_1_0;
            }
            throw new BadRequestException(505, "only HTTP/1.1 and HTTP/1.0 are spoken in this form");
        }
        throw bad("the first line must end with a version such as HTTP/1.1");
    }

    private static String ensureTarget(String method, String target) throws BadRequestException {
        if (target.charAt(0) == '/' || isAbsolute(target)) {
            return target;
        }
        if (target.equals("*") && method.equals("OPTIONS")) {
            return target;
        }
        throw bad("the target must be a path, an address with http:// or https://, or * for OPTIONS");
    }

    private static boolean isAbsolute(String target) {
        return target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
    }

    // ---- header lines

    /** Reads a header line: its bytes from 0 to {@code length}, without the line's end, and not empty. */
    void readHeader(byte[] line, int length) throws BadRequestException {
        lines++;
        if (lines > mostHeaders) {
            throw new BadRequestException(431, "more than %d header lines".formatted(mostHeaders));
        }
        int colon = indexOf(line, ':', 0, length);
        ensureHeader(line, colon, length);
        int start = colon + 1;
        int end = length;
        while (start < end && isBlank(line[start])) {
            start++;
        }
        while (end > start && isBlank(line[end - 1])) {
            end--;
        }
        headers.add(name(line, colon), ascii(line, start, end));
    }

    /** Throws if a line is no header's. */
    static void ensureHeader(byte[] line, int colon, int length) throws BadRequestException {
        if (isBlank(line[0])) {
            throw bad("a header line must not begin with white space");
        }
        if (colon <= 0 || !Octets.areAll(Octets.TOKEN, line, 0, colon)) {
            throw bad("a header line must be a name, a colon and a value, without white space before the colon");
        }
        if (!Octets.areAll(Octets.VALUE, line, colon + 1, length)) {
            throw bad("the value of a header has a control character");
        }
    }

    /** Returns the name; for the most common ones an object whose hash is known. */
    private static AsciiString name(byte[] line, int length) {
        var common = switch (length) {
            case 4 -> HOST;
            case 6 -> ACCEPT;
            case 10 -> line[0] == 'U' ? USER_AGENT : CONNECTION;
            default -> null;
        };
        if (common != null && matches(common, line)) {
            return common;
        }
        return new AsciiString(line, 0, length, true);
    }

    private static boolean matches(AsciiString name, byte[] line) {
        for (int i = 0; i < name.length(); i++) {
            if (name.byteAt(i) != line[i]) {
                return false;
            }
        }
        return true;
    }

    // ---- when it is whole

    /** Returns how long the body is, or {@link #CHUNKED}; called after the last header. */
    long ensureWhole() throws BadRequestException {
        ensureHost();
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.set(
                    HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE); // in a list of several Vert.x does not see it
        }
        var encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        var lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!encodings.isEmpty()) {
            if (!lengths.isEmpty()) {
                throw bad("Transfer-Encoding and Content-Length exclude each other");
            }
            return ensureChunked(encodings);
        }
        return lengths.isEmpty() ? 0 : ensureLength(lengths);
    }

    private long ensureChunked(List<String> encodings) throws BadRequestException {
        if (version == HttpVersion.HTTP_1_0) {
            throw bad("HTTP/1.0 knows no Transfer-Encoding");
        }
        if (encodings.size() > 1 || !encodings.getFirst().equalsIgnoreCase("chunked")) {
            throw new BadRequestException(501, "only chunked is understood as Transfer-Encoding, once");
        }
        return CHUNKED;
    }

    private static long ensureLength(List<String> lengths) throws BadRequestException {
        var text = lengths.getFirst();
        boolean digits = !text.isEmpty()
                && text.length() <= MOST_LENGTH_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (lengths.size() > 1 || !digits) {
            throw bad("Content-Length must be one number of digits");
        }
        return Long.parseLong(text);
    }

    private void ensureHost() throws BadRequestException {
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && version == HttpVersion.HTTP_1_1)) {
            throw bad("there must be one Host");
        }
        if (hosts.isEmpty()) {
            return;
        }
        var host = hosts.getFirst();
        var bytes = host.getBytes(StandardCharsets.ISO_8859_1);
        if (!Octets.areAll(Octets.HOST, bytes, 0, bytes.length)) {
            throw bad("Host has a character that no host has");
        }
        // Who believes one and who believes the other would answer for different hosts.
        var whole = target();
        if (whole.charAt(0) != '/' && !whole.equals("*") && !authority(whole).equalsIgnoreCase(host)) {
            throw bad("Host and the target name different hosts");
        }
    }

    private static String authority(String target) {
        int start = target.indexOf("//") + 2;
        int end = start;
        while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return target.substring(start, end).toLowerCase(Locale.ROOT);
    }

    // ---- bytes

    private static BadRequestException bad(String message) {
        return new BadRequestException(400, message);
    }

    static int indexOf(byte[] line, char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static String ascii(byte[] line, int start, int end) {
        return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
