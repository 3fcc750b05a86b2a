package dev.weft.http;

import dev.weft.http.internal.client.Parts;
import dev.weft.http.internal.text.ContentTypes;
import dev.weft.http.internal.text.Percent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries. Bytes, text, forms and files can be sent again, for a redirect or a retry; a stream cannot.
 *
 * <p>Any thread may call any method.
 */
public final class Body {
    private static final Body NONE = new Body(null, new byte[0], 0, true, false, () -> InputStream.nullInputStream());

    /** Opens what is sent. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private final @Nullable String contentType;
    // The whole, where it is in memory.
    private final byte @Nullable [] bytes;
    private final long length;
    private final boolean repeatable;
    private final boolean onDisk;
    private final Source source;

    Body(
            @Nullable String contentType,
            byte @Nullable [] bytes,
            long length,
            boolean repeatable,
            boolean onDisk,
            Source source) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.length = length;
        this.repeatable = repeatable;
        this.onDisk = onDisk;
        this.source = source;
    }

    /** Returns that there is no body. */
    public static Body none() {
        return NONE;
    }

    /** Returns {@code bytes}, which belong to the body from now on, of the type {@code application/octet-stream}. */
    public static Body bytes(byte[] bytes) {
        return bytes(bytes, "application/octet-stream");
    }

    /** Returns {@code bytes}, which belong to the body from now on. */
    public static Body bytes(byte[] bytes, String contentType) {
        return new Body(contentType, bytes, bytes.length, true, false, () -> new ByteArrayInputStream(bytes));
    }

    /** Returns {@code text} in UTF-8. */
    public static Body text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
    }

    /** Returns what an HTML form without files sends: names and values, in the map's order. */
    public static Body form(Map<String, String> fields) {
        return bytes(Percent.form(fields).getBytes(StandardCharsets.US_ASCII), "application/x-www-form-urlencoded");
    }

    /** Returns a form with files. */
    public static Body form(FormData form) {
        var parts = new Parts(form.parts());
        boolean onDisk = form.parts().stream().anyMatch(part -> part.content().isOnDisk());
        return new Body(parts.contentType(), null, parts.length(), parts.isRepeatable(), onDisk, parts::open);
    }

    /**
     * Returns the contents of {@code file}, read while they are sent.
     *
     * @throws IOException if it is no file that can be read
     */
    public static Body file(Path file) throws IOException {
        return file(file, ContentTypes.of(file));
    }

    /** As {@link #file(Path)}, of the type {@code contentType}. */
    public static Body file(Path file, String contentType) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("'%s' is no file that can be read".formatted(file));
        }
        return new Body(contentType, null, Files.size(file), true, true, () -> Files.newInputStream(file));
    }

    /**
     * Returns what {@code stream} brings, read while it is sent, and closed after. It can be sent once: a redirect that keeps the body, or a
     * retry, fails with a message that says so.
     *
     * <p>The stream is read by who sends the request. On a loop, one that waits for a disk or a child process holds it.
     *
     * @param length how many bytes it brings, exactly; -1 if that is not known, which sends it in chunks
     * @throws IllegalArgumentException if the length is less than -1
     */
    public static Body stream(InputStream stream, long length, String contentType) {
        if (length < -1) {
            throw new IllegalArgumentException("length must be -1 or more, was " + length);
        }
        var taken = new AtomicBoolean();
        return new Body(contentType, null, length, false, false, () -> {
            if (taken.getAndSet(true)) {
                throw new IOException("the stream was sent already: it can be read once");
            }
            return stream;
        });
    }

    /** Returns the media type, or {@code null} if there is no body. */
    public @Nullable String contentType() {
        return contentType;
    }

    /** Returns how many bytes there are; -1 if that is not known. */
    public long length() {
        return length;
    }

    /** Tells whether it can be sent a second time. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** Returns the whole, if it is in memory; else {@code null}. It is the body's own, and must not be changed. */
    public byte @Nullable [] inMemory() {
        return bytes;
    }

    /** Tells whether reading it waits for a disk, which a loop must not. */
    public boolean isOnDisk() {
        return onDisk;
    }

    /**
     * Opens what is sent, from its beginning; the caller closes it.
     *
     * @throws IOException if it cannot be opened, or only once and was already
     */
    public InputStream open() throws IOException {
        return Objects.requireNonNull(source.open());
    }

    @Override
    public String toString() {
        return "Body[%s, %s]".formatted(contentType, length < 0 ? "length unknown" : length + " bytes");
    }
}
