package dev.weft.http.internal.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of headers such as {@code text/plain; charset=utf-8} apart.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6">RFC 9110, section 5.6.6</a>
 */
public final class MediaTypes {
    private MediaTypes() {}

    /** Returns what stands before the parameters, in small letters; {@code null} for {@code null}. */
    public static @Nullable String essence(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the value of a parameter, or {@code null} without one. */
    public static @Nullable String parameter(@Nullable String value, String name) {
        if (value == null) {
            return null;
        }
        int at = value.indexOf(';');
        while (at >= 0 && at < value.length()) {
            int start = at + 1;
            int equals = value.indexOf('=', start);
            if (equals < 0) {
                return null;
            }
            int end = endOfValue(value, equals + 1);
            if (value.substring(start, equals).strip().equalsIgnoreCase(name)) {
                return unquoted(value.substring(equals + 1, end).strip());
            }
            at = end;
        }
        return null;
    }

    /** Returns the character set that {@code value} names; UTF-8 if it names none that this JVM knows. */
    public static Charset charset(@Nullable String value) {
        var name = parameter(value, "charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8; // a name that is none, or is unknown here: read as what most is
        }
    }

    /** Returns where the next semicolon outside of quotes is, or the end. */
    private static int endOfValue(String value, int from) {
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return value.length();
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        var text = new StringBuilder(value.length());
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length() - 1) {
                i++;
                c = value.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
