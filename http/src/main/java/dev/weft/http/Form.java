package dev.weft.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that was sent, taken into memory as a whole.
 *
 * @param fields the values of each field, both in their order
 * @param files what was sent as files
 */
public record Form(Map<String, List<String>> fields, List<Upload> files) {

    /** Keeps copies. */
    public Form {
        var inOrder = new LinkedHashMap<>(fields);
        inOrder.replaceAll((_, values) -> List.copyOf(values));
        fields = Collections.unmodifiableMap(inOrder);
        files = List.copyOf(files);
    }

    /**
     * A file in a form.
     *
     * @param name of the field
     * @param filename as the client says it; do not use it as a path
     * @param type its content type, as the client says it
     */
    public record Upload(String name, String filename, String type, byte[] bytes) {}

    /** Returns the first value of a field, or {@code null} without one. */
    public @Nullable String field(String name) {
        var values = fields.get(name);
        return values == null ? null : values.getFirst();
    }
}
