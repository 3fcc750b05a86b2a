package dev.weft.http.internal.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and values as a query has them, and as a form sends them. */
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
}
