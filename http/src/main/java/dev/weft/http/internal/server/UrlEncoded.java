package dev.weft.http.internal.server;

import dev.weft.http.internal.text.Percent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code a=1&b=2}: queries and simple forms.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">WHATWG URL, urlencoded parsing</a>
 */
final class UrlEncoded {
    private UrlEncoded() {}

    /** Returns all values by name, in their order; an escape that is none is taken as it stands. */
    static Map<String, List<String>> parse(String text) {
        var found = new LinkedHashMap<String, List<String>>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                add(found, text.substring(start, end));
            }
            start = end + 1;
        }
        found.replaceAll((_, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(found);
    }

    private static void add(Map<String, List<String>> found, String pair) {
        int equals = pair.indexOf('=');
        var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        found.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    private static String decoded(String text) {
        var decoded = Percent.tryDecodeForm(text);
        return decoded != null ? decoded : text;
    }
}
