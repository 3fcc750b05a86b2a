package dev.weft.http.internal.client;

import dev.weft.http.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart body, one after the other, each opened when it has its turn. */
public final class Parts {
    private final List<Part> parts;
    private final String boundary;

    /**
     * A part.
     *
     * @param fileName as the server sees it; {@code null} for a field
     */
    public record Part(String name, @Nullable String fileName, Body content) {
        String head(String boundary) {
            var file = fileName == null ? "" : "; filename=\"%s\"".formatted(quoted(fileName));
            var type = fileName == null ? "" : "Content-Type: %s\r\n".formatted(content.contentType());
            return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n%s\r\n"
                    .formatted(boundary, quoted(name), file, type);
        }

        // As browsers do (WHATWG HTML, section 4.10.21.8).
        private static String quoted(String text) {
            return text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
        }
    }

    /** Puts {@code parts} together. */
    public Parts(List<Part> parts) {
        this.parts = parts;
        var random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        this.boundary = "weft-" + HexFormat.of().formatHex(random);
    }

    /** Returns the media type, with the boundary. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Returns how many bytes it is in all; -1 if that of a part is not known. */
    public long length() {
        long length = end().length;
        for (var part : parts) {
            if (part.content().length() < 0) {
                return -1;
            }
            length += head(part).length + part.content().length() + 2;
        }
        return length;
    }

    /** Tells whether all parts can be sent again. */
    public boolean isRepeatable() {
        return parts.stream().allMatch(part -> part.content().isRepeatable());
    }

    private byte[] head(Part part) {
        return part.head(boundary).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] end() {
        return "--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /** Opens it. */
    public InputStream open() {
        return new InputStream() {
            private int next;
            private int stage;
            private InputStream current = InputStream.nullInputStream();

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                while (true) {
                    int read = current.read(bytes, offset, count);
                    if (read >= 0) {
                        return read;
                    }
                    current.close();
                    if (next > parts.size()) {
                        return -1;
                    }
                    current = following();
                }
            }

            // Head, content and line end of each part, then the end.
            private InputStream following() throws IOException {
                if (next == parts.size()) {
                    next++;
                    return new ByteArrayInputStream(end());
                }
                var part = parts.get(next);
                return switch (stage++) {
                    case 0 -> new ByteArrayInputStream(head(part));
                    case 1 -> part.content().open();
                    default -> {
                        stage = 0;
                        next++;
                        yield new ByteArrayInputStream(new byte[] {'\r', '\n'});
                    }
                };
            }

            @Override
            public void close() throws IOException {
                current.close();
            }
        };
    }
}
