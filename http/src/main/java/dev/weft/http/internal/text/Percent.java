package dev.weft.http.internal.text;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Percent escapes: names and values as a query has them and as a form sends them, and their way back. */
public final class Percent {
    private Percent() {}

    /** Returns {@code name=value}, both encoded so that they are one name and one value; a space as {@code %20}. */
    public static String pair(String name, String value) {
        return encode(name).replace("+", "%20") + "=" + encode(value).replace("+", "%20");
    }

    /** Returns the fields as a form sends them; a space as {@code +}. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns {@code text} with its escapes undone, as UTF-8; or {@code null} if there is an escape that is none, or no UTF-8. */
    public static @Nullable String tryDecode(String text) {
        return tryDecode(text, false);
    }

    /** As {@link #tryDecode(String)}, with {@code +} for a space, as in forms and queries. */
    public static @Nullable String tryDecodeForm(String text) {
        return tryDecode(text, true);
    }

    private static @Nullable String tryDecode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
            return text;
        }
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int value = hex(text, i + 1);
                if (value < 0) {
                    return null;
                }
                bytes.put((byte) value);
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.flip());
    }

    private static int hex(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
