package dev.weft.http.internal.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of a server's answer to a handshake: status and fields; names in any case, several of a name joined by commas.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-4">RFC 9112, section 4</a>
 */
record ResponseHead(int status, String reason, Map<String, String> fields) {

    /**
     * Reads the lines of a head, without the empty one at its end.
     *
     * @throws IllegalArgumentException if that is none
     */
    static ResponseHead parse(String text) {
        var lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
        var status = lines.removeFirst();
        if (!status.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            throw new IllegalArgumentException("not an HTTP/1.1 response: " + printable(status));
        }
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                throw new IllegalArgumentException("not a header: " + printable(line));
            }
            fields.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
        }
        return new ResponseHead(
                Integer.parseInt(status.substring(9, 12)), status.length() > 13 ? status.substring(13) : "", fields);
    }

    private static String printable(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "...";
    }

    @Nullable
    String field(String name) {
        return fields.get(name);
    }

    boolean hasToken(String name, String token) {
        return Handshake.hasToken(fields.get(name), token.toLowerCase(Locale.ROOT));
    }
}
