package dev.weft.http.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.http.JsonCodec;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** JSON by Jackson. */
public final class JacksonCodec implements JsonCodec {
    /** What everybody gets who does not ask for another. */
    public static final JsonCodec STANDARD = new JacksonCodec();

    /** There from the first JSON on: some hundred classes, which programs without JSON need not wait for. */
    private static final class Standard {
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private JacksonCodec() {}

    @Override
    public byte[] write(@Nullable Object value) {
        try {
            return Standard.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s cannot be written as JSON: %s"
                            .formatted(value == null ? null : value.getClass().getName(), e.getOriginalMessage()),
                    e);
        }
    }

    @Override
    public @Nullable Object read(byte[] json, Type type) throws IOException {
        return Standard.MAPPER.readValue(json, Standard.MAPPER.constructType(type));
    }
}
