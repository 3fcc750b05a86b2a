package dev.weft.http.internal.server;

import dev.weft.http.Form;
import dev.weft.http.HttpError;
import dev.weft.http.JsonCodec;
import dev.weft.http.Multipart;
import dev.weft.http.Request;
import dev.weft.http.internal.text.MediaTypes;
import dev.weft.http.internal.text.Percent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every request does, wherever it comes from: taken apart when it is asked for. */
abstract class BaseRequest implements Request {
    private final Match match;
    private final int maxBytes;

    private @Nullable Map<String, List<String>> query;
    private @Nullable Map<String, String> cookies;
    private @Nullable Map<String, Object> attributes;

    /**
     * Makes a request that was routed.
     *
     * @param maxBytes of a body that is read into memory as a whole
     */
    BaseRequest(Match match, int maxBytes) {
        this.match = match;
        this.maxBytes = maxBytes;
    }

    @Override
    public String path() {
        var raw = rawPath();
        var decoded = Percent.tryDecode(raw);
        return decoded != null ? decoded : raw;
    }

    @Override
    public String route() {
        return match.route().name();
    }

    // ---- parameters

    @Override
    public String path(String name) {
        var names = match.route().parameters();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                return match.values().get(i);
            }
        }
        throw new IllegalArgumentException("route '%s' has no parameter '%s', but %s".formatted(route(), name, names));
    }

    @Override
    public int pathInt(String name) {
        try {
            return Integer.parseInt(path(name));
        } catch (NumberFormatException e) {
            throw notOfType(name, "int");
        }
    }

    @Override
    public long pathLong(String name) {
        try {
            return Long.parseLong(path(name));
        } catch (NumberFormatException e) {
            throw notOfType(name, "long");
        }
    }

    @Override
    public UUID pathUuid(String name) {
        try {
            return UUID.fromString(path(name));
        } catch (IllegalArgumentException e) {
            throw notOfType(name, "uuid");
        }
    }

    /** Says that the client sent something else; a pattern with a type would have said so by 404. */
    private HttpError notOfType(String name, String type) {
        return new HttpError(400, "parameter %s of the path is no %s: '%s'".formatted(name, type, path(name)));
    }

    @Override
    public @Nullable String query(String name) {
        var values = query().get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public Map<String, List<String>> query() {
        if (query == null) {
            query = rawQuery() == null ? Map.of() : UrlEncoded.parse(rawQuery());
        }
        return query;
    }

    @Override
    public Map<String, String> cookies() {
        if (cookies == null) {
            cookies = parseCookies(headers().all("Cookie"));
        }
        return cookies;
    }

    private static Map<String, String> parseCookies(List<String> fields) {
        var found = new LinkedHashMap<String, String>();
        for (var field : fields) {
            for (var pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    found.putIfAbsent(
                            pair.substring(0, equals).strip(),
                            unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    // ---- body

    @Override
    public byte[] bytes() throws IOException {
        if (declaredLength(header("Content-Length")) > maxBytes) {
            throw tooLong();
        }
        var bytes = body().readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLong();
        }
        return bytes;
    }

    /** Returns the length that {@code text} says; 0 if it is {@code null}. */
    static long declaredLength(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new HttpError(400, "Content-Length is no number: " + text);
        }
    }

    private HttpError tooLong() {
        return new HttpError(413, "the body is longer than the %d bytes taken here".formatted(maxBytes));
    }

    @Override
    public String text() throws IOException {
        return new String(bytes(), charset());
    }

    private Charset charset() {
        var name = MediaTypes.parameter(header("Content-Type"), "charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new HttpError(415, "the character set '%s' is not known here".formatted(name));
        }
    }

    @Override
    public <T> T json(Class<T> type) throws IOException {
        var bytes = bytes();
        try {
            return JsonCodec.standard().read(bytes, type);
        } catch (IOException e) {
            throw badJson(e);
        }
    }

    private static HttpError badJson(IOException reason) {
        var error = new HttpError(400, "the body is not the JSON that is taken here: " + reason.getMessage());
        error.initCause(reason);
        return error;
    }

    @Override
    public Form form() throws IOException {
        return Forms.read(this, maxBytes);
    }

    @Override
    public Multipart multipart() {
        return Multipart.of(PartReader.of(header("Content-Type"), body(), maxBytes));
    }

    // ---- more

    @Override
    public Map<String, Object> attributes() {
        if (attributes == null) {
            attributes = new HashMap<>();
        }
        return attributes;
    }

    @Override
    public String toString() {
        return "%s %s".formatted(method(), rawPath());
    }
}
