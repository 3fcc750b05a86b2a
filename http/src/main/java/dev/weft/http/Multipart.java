package dev.weft.http;

import dev.weft.http.internal.server.PartReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a multipart body as they arrive: one after the other, each read before the next. Little is in memory, however long a part
 * is; while none is read the client is held up.
 *
 * <p>For the handler's job. Iterating ends with the last part; it throws {@link HttpError} 400 if the body is no multipart, 413 if there
 * are too many parts, and {@link java.io.UncheckedIOException} if the client goes before the end.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/multipart.html">aiohttp's MultipartReader</a>
 */
public final class Multipart implements Iterable<Multipart.Part> {
    private final PartReader reader;

    private Multipart(PartReader reader) {
        this.reader = reader;
    }

    /** Returns the parts that {@code reader} reads; for requests. */
    @SuppressWarnings("exports") // requests come from the server, or from a test
    public static Multipart of(PartReader reader) {
        return new Multipart(reader);
    }

    @Override
    public Iterator<Part> iterator() {
        return reader.parts(Part::new);
    }

    /** One part; its body can be read until the next is asked for. */
    public static final class Part {
        private final Headers headers;
        private final PartReader reader;

        private Part(Headers headers, PartReader reader) {
            this.headers = headers;
            this.reader = reader;
        }

        /** Returns the headers. */
        public Headers headers() {
            return headers;
        }

        /** Returns the name of the form's field, or {@code null} without one. */
        public @Nullable String name() {
            return PartReader.parameter(headers, "name");
        }

        /**
         * Returns the name of the file as the client says it, or {@code null} without one. Nothing about it can be believed: do not use it
         * as a path.
         */
        public @Nullable String filename() {
            return PartReader.parameter(headers, "filename");
        }

        /** Returns the content type; {@code text/plain} without one. */
        public String type() {
            var type = headers.first("Content-Type");
            return type == null ? "text/plain" : type;
        }

        /** Returns the body. */
        public InputStream body() {
            return reader.body();
        }

        /**
         * Returns the whole body.
         *
         * @throws HttpError 413 if it is longer than the server takes into memory
         * @throws IOException if the client goes before its end
         */
        public byte[] bytes() throws IOException {
            return reader.bytes();
        }

        /** Returns the whole body as text in UTF-8; as {@link #bytes}. */
        public String text() throws IOException {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        /**
         * Writes the body to {@code target}, which must not exist.
         *
         * @return how many bytes
         * @throws IOException if the client goes before the end, or writing fails; what was written so far is deleted
         */
        public long saveTo(Path target) throws IOException {
            boolean whole = false;
            try {
                long count = Files.copy(body(), target);
                whole = true;
                return count;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(target);
                }
            }
        }
    }
}
