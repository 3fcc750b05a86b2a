package dev.weft.http;

import dev.weft.http.internal.json.JacksonCodec;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into JSON and back.
 *
 * <p>Any thread may call any method.
 */
public interface JsonCodec {
    /**
     * Returns {@code value} as JSON in UTF-8.
     *
     * @throws IllegalArgumentException if it has no form in JSON
     */
    byte[] write(@Nullable Object value);

    /**
     * Returns what {@code json} says, as a {@code type}.
     *
     * @param json in UTF-8
     * @return {@code null} for JSON's null, unless the type has a meaning for it
     * @throws IOException if it is no JSON, or not of that type; the message says where
     */
    @Nullable
    Object read(byte[] json, Type type) throws IOException;

    /** As {@link #read(byte[], Type)}, for a type without parameters; null is refused. */
    default <T> T read(byte[] json, Class<T> type) throws IOException {
        var value = read(json, (Type) type);
        if (value == null) {
            throw new IOException("JSON has null where a %s belongs".formatted(type.getSimpleName()));
        }
        return type.cast(value);
    }

    /**
     * Returns the codec of the standard: Jackson's, for records, beans, collections, maps and {@code JsonNode}; what the type does not
     * know is skipped.
     */
    static JsonCodec standard() {
        return JacksonCodec.STANDARD;
    }
}
