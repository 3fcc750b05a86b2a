package dev.weft.http;

import dev.weft.http.internal.client.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A form with files, as a browser sends it ({@code multipart/form-data}); {@link Body#form(FormData)} makes a body of it. Files are read
 * while they are sent, so that their size does not count.
 *
 * <p>Immutable: each method returns another form with one more field.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#formdata">aiohttp's FormData</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public final class FormData {
    private static final FormData EMPTY = new FormData(List.of());

    private final List<Parts.Part> parts;

    private FormData(List<Parts.Part> parts) {
        this.parts = parts;
    }

    /** Returns a form without fields. */
    public static FormData create() {
        return EMPTY;
    }

    /** Returns this with a field of text. */
    public FormData field(String name, String value) {
        return with(new Parts.Part(name, null, Body.text(value)));
    }

    /**
     * Returns this with a file.
     *
     * @throws IOException if it is no file that can be read
     */
    public FormData file(String name, Path file) throws IOException {
        return file(name, Objects.requireNonNull(file.getFileName()).toString(), Body.file(file));
    }

    /** Returns this with what the server sees as a file of the name {@code fileName}. */
    public FormData file(String name, String fileName, Body content) {
        return with(new Parts.Part(name, fileName, content));
    }

    private FormData with(Parts.Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new FormData(List.copyOf(more));
    }

    List<Parts.Part> parts() {
        return parts;
    }

    /** Returns how many fields there are. */
    @Override
    public String toString() {
        return "FormData[%d fields]".formatted(parts.size());
    }
}
