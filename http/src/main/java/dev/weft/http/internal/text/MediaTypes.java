package dev.weft.http.internal.text;

import java.net.URLConnection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code Content-Type} says. */
public final class MediaTypes {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?", Pattern.CASE_INSENSITIVE);

    private MediaTypes() {}

    /** Returns the type that a file's name means; {@code application/octet-stream} if it means none. */
    public static String of(Path file) {
        var name = file.getFileName();
        var guess = name == null ? null : URLConnection.guessContentTypeFromName(name.toString());
        return guess == null ? "application/octet-stream" : guess;
    }

    /** Returns the charset that {@code contentType} names; UTF-8 if it names none that this JVM knows. */
    public static Charset charset(@Nullable String contentType) {
        if (contentType != null) {
            var named = CHARSET.matcher(contentType);
            if (named.find()) {
                return charsetNamed(named.group(1));
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset charsetNamed(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8; // a name that is none, or is unknown here: read as what most is
        }
    }
}
