package dev.weft.http.internal.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.http.Cookie;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cookies in a file of JSON, which is written whole or not at all. */
public final class CookieFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    // As it stands in the file.
    private record Line(
            String name,
            String value,
            String domain,
            boolean hostOnly,
            String path,
            @Nullable String expires,
            boolean secure,
            boolean httpOnly) {
        static Line of(Cookie c) {
            var expires = c.expires() == null ? null : c.expires().toString();
            return new Line(c.name(), c.value(), c.domain(), c.hostOnly(), c.path(), expires, c.secure(), c.httpOnly());
        }

        Cookie cookie() {
            var until = expires == null ? null : Instant.parse(expires);
            return new Cookie(name, value, domain, hostOnly, path, until, secure, httpOnly);
        }
    }

    private CookieFile() {}

    /** Writes {@code cookies} to {@code file}. */
    public static void write(List<Cookie> cookies, Path file) throws IOException {
        var target = file.toAbsolutePath();
        var folder = target.getParent();
        var temporary = Files.createTempFile(folder, ".cookies", ".tmp", ownerOnly());
        try {
            Files.write(
                    temporary,
                    MAPPER.writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(cookies.stream().map(Line::of).toList()));
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns the cookies of {@code file}. */
    public static List<Cookie> read(Path file) throws IOException {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), new TypeReference<List<Line>>() {}).stream()
                    .map(Line::cookie)
                    .toList();
        } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
            throw new IOException("'%s' holds no cookies as save() writes them: %s".formatted(file, e.getMessage()), e);
        }
    }
}
