package dev.weft.http.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Names and passwords by the scheme Basic. */
public final class Basic {
    private Basic() {}

    /** Returns what the header says. */
    public static String of(String user, @Nullable String password) {
        var plain = user + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
