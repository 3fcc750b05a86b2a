package dev.weft.http.internal.server;

import org.jspecify.annotations.Nullable;

/**
 * Which encodings a client takes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, section 12.5.3</a>
 */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Tells whether {@code header} lists {@code encoding}, or all, with a weight above zero. */
    static boolean takes(@Nullable String header, String encoding) {
        if (header == null) {
            return false;
        }
        boolean all = false;
        for (var each : header.split(",", -1)) {
            int end = each.indexOf(';');
            var name = (end < 0 ? each : each.substring(0, end)).strip();
            boolean wanted = end < 0 || !isZero(each.substring(end + 1));
            if (name.equalsIgnoreCase(encoding)) {
                return wanted;
            }
            if (name.equals("*")) {
                all = wanted;
            }
        }
        return all;
    }

    private static boolean isZero(String parameters) {
        var weight = parameters.replace(" ", "");
        return weight.regionMatches(true, 0, "q=0", 0, 3)
                && weight.substring(3).chars().allMatch(c -> c == '.' || c == '0');
    }
}
