package dev.weft.http.internal.server;

import dev.weft.http.Headers;
import dev.weft.http.HttpError;
import dev.weft.http.internal.server.MultipartParser.Event;
import dev.weft.http.internal.text.MediaTypes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a multipart body, one after the other. For one thread. */
public final class PartReader {
    /** Most parts of a body. */
    static final int MOST_PARTS = 1_000;

    private static final int MOST_HEADER_BYTES = 8 * 1024;

    private final InputStream in;
    private final MultipartParser parser;
    private final int mostInMemory;
    private final byte[] buffer = new byte[16 * 1024];

    private int parts;
    // Of what is left of the last DATA.
    private int from;
    private int to;
    private Event last = Event.NEEDS_INPUT;

    private PartReader(InputStream in, MultipartParser parser, int mostInMemory) {
        this.in = in;
        this.parser = parser;
        this.mostInMemory = mostInMemory;
    }

    /**
     * Reads {@code in}.
     *
     * @param mostInMemory bytes of a part that is read as a whole
     * @throws HttpError 415 if {@code contentType} is no multipart, 400 if it has no boundary
     */
    static PartReader of(@Nullable String contentType, InputStream in, int mostInMemory) {
        var essence = MediaTypes.essence(contentType);
        if (essence == null || !essence.startsWith("multipart/")) {
            throw new HttpError(415, "a multipart body is taken here, not " + contentType);
        }
        var boundary = MediaTypes.parameter(contentType, "boundary");
        try {
            return new PartReader(
                    in, new MultipartParser(boundary == null ? "" : boundary, MOST_HEADER_BYTES), mostInMemory);
        } catch (BadRequestException e) {
            throw error(e);
        }
    }

    private static HttpError error(BadRequestException e) {
        return new HttpError(e.status(), String.valueOf(e.getMessage()));
    }

    /** Returns the value of a parameter of {@code Content-Disposition}, which browsers send in UTF-8. */
    public static @Nullable String parameter(Headers headers, String name) {
        var value = MediaTypes.parameter(headers.first("Content-Disposition"), name);
        return value == null ? null : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    // ---- parts

    /** Returns the parts, each made by {@code make} when it has begun. */
    public <P> Iterator<P> parts(BiFunction<Headers, PartReader, P> make) {
        return new Iterator<>() {
            private boolean looked;

            @Override
            public boolean hasNext() {
                if (!looked) {
                    looked = true;
                    nextPart();
                }
                return last != Event.END;
            }

            @Override
            public P next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the multipart body has no more parts");
                }
                looked = false;
                return make.apply(parser.headers(), PartReader.this);
            }
        };
    }

    private void nextPart() {
        try {
            while (last != Event.END) {
                advance();
                if (last == Event.PART) {
                    parts++;
                    if (parts > MOST_PARTS) {
                        throw new HttpError(413, "more than %d parts".formatted(MOST_PARTS));
                    }
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to the next event, reading what it needs. */
    private void advance() throws IOException {
        try {
            last = parser.next();
            while (last == Event.NEEDS_INPUT) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new HttpError(400, "the multipart body ends before its last boundary");
                }
                parser.feed(buffer, 0, count);
                last = parser.next();
            }
        } catch (BadRequestException e) {
            throw error(e);
        }
        from = parser.start();
        to = parser.end();
    }

    // ---- the body of the part that has begun

    /** Returns the body of the part that has begun last. */
    public InputStream body() {
        int part = parts;
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, target.length);
                if (part != parts) {
                    throw new EOFException("the next part was asked for: this one is read no more");
                }
                return length == 0 ? 0 : readData(target, offset, length);
            }
        };
    }

    private int readData(byte[] target, int offset, int length) throws IOException {
        while (last != Event.PART_END && last != Event.END) {
            if (last == Event.DATA && from < to) {
                int count = Math.min(length, to - from);
                System.arraycopy(parser.bytes(), from, target, offset, count);
                from += count;
                return count;
            }
            advance();
        }
        return -1;
    }

    /**
     * Returns the whole body of the part that has begun last.
     *
     * @throws HttpError 413 if it is longer than is taken into memory
     */
    public byte[] bytes() throws IOException {
        var bytes = body().readNBytes(mostInMemory + 1);
        if (bytes.length > mostInMemory) {
            throw new HttpError(413, "a part is longer than the %d bytes taken here".formatted(mostInMemory));
        }
        return bytes;
    }
}
