package dev.weft.http.internal.server;

import dev.weft.http.Form;
import dev.weft.http.HttpError;
import dev.weft.http.Multipart;
import dev.weft.http.Request;
import dev.weft.http.internal.text.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads a form as a whole, of either kind. */
final class Forms {
    private static final int MOST_FIELDS = 1_000;

    private Forms() {}

    /**
     * Returns the form that {@code request} brings.
     *
     * @param most bytes of all of it
     * @throws HttpError 413 if it is too long or has too many fields, 415 if it is no form, 400 if it is no right one
     */
    static Form read(Request request, int most) throws IOException {
        var type = MediaTypes.essence(request.header("Content-Type"));
        if ("application/x-www-form-urlencoded".equals(type)) {
            return urlEncoded(new String(request.bytes(), StandardCharsets.UTF_8));
        }
        if ("multipart/form-data".equals(type)) {
            try {
                return multipart(request.multipart(), most);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        throw new HttpError(415, "a form is taken here, not " + type);
    }

    private static Form urlEncoded(String text) {
        if (text.chars().filter(c -> c == '&').count() >= MOST_FIELDS) {
            throw new HttpError(413, "more than %d fields".formatted(MOST_FIELDS));
        }
        return new Form(UrlEncoded.parse(text), List.of());
    }

    private static Form multipart(Multipart parts, int most) throws IOException {
        var fields = new LinkedHashMap<String, List<String>>();
        var files = new ArrayList<Form.Upload>();
        long size = 0;
        for (var part : parts) {
            var name = part.name();
            if (name == null) {
                throw new HttpError(400, "a part of a form must have a name");
            }
            var bytes = part.bytes();
            size += bytes.length;
            if (size > most) {
                throw new HttpError(413, "the form is longer than the %d bytes taken here".formatted(most));
            }
            var filename = part.filename();
            if (filename == null) {
                fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(new String(bytes, StandardCharsets.UTF_8));
            } else {
                files.add(new Form.Upload(name, filename, part.type(), bytes));
            }
        }
        return new Form(fields, files);
    }
}
