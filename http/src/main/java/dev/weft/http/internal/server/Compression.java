package dev.weft.http.internal.server;

import dev.weft.http.BodyWriter;
import dev.weft.http.Content;
import dev.weft.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses responses that are worth it, in the handler's job: text, JSON and the like, from 1 KiB on, not files (which are sent by
 * the operating system: put compressed ones beside them).
 */
final class Compression {
    // Smaller than that, a packet is a packet.
    private static final int LEAST_BYTES = 1024;
    private static final int BUFFER = 8 * 1024;

    private Compression() {}

    /** Returns {@code response}, compressed if the client takes that and it is worth it. */
    static Response apply(Response response, @Nullable String accepted) {
        var type = response.type();
        if (type == null
                || !ContentTypes.isCompressible(type)
                || response.otherHeaders().contains("Content-Encoding")
                || response.status() == 206
                || (response.content() instanceof Content.Bytes(byte[] bytes) && bytes.length < LEAST_BYTES)) {
            return response;
        }
        var varying = response.addHeader("Vary", "Accept-Encoding");
        var encoding = AcceptEncoding.takes(accepted, "gzip")
                ? "gzip"
                : AcceptEncoding.takes(accepted, "deflate") ? "deflate" : null;
        return switch (response.content()) {
            case Content.File _, Content.Upgrade _ -> response;
            case Content.Bytes _ when encoding == null -> varying;
            case Content.Stream _ when encoding == null -> varying;
            case Content.Bytes(byte[] bytes) ->
                encoded(varying, encoding).withContent(new Content.Bytes(compressed(bytes, encoding)));
            case Content.Stream(Content.Writer writer) ->
                encoded(varying, encoding).withContent(new Content.Stream(body -> {
                    var out = encoder(body, encoding);
                    var inner = new Compressing(out);
                    writer.writeTo(inner);
                    out.close();
                }));
        };
    }

    private static Response encoded(Response response, String encoding) {
        var encoded = response.withHeader("Content-Encoding", encoding);
        var etag = encoded.otherHeaders().first("ETag");
        // Other bytes than those that the strong one stands for.
        return etag == null || etag.startsWith("W/") ? encoded : encoded.withHeader("ETag", "W/" + etag);
    }

    private static byte[] compressed(byte[] bytes, String encoding) {
        var all = new ByteArrayOutputStream(bytes.length / 2);
        try (var out = encoder(all, encoding)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return all.toByteArray();
    }

    private static OutputStream encoder(OutputStream out, String encoding) throws IOException {
        // Flushed whole, so that what a writer flushes reaches the client.
        return encoding.equals("gzip") ? new GZIPOutputStream(out, BUFFER, true) : new DeflaterOutputStream(out, true);
    }

    /** What the writer of a body sees. */
    private static final class Compressing extends BodyWriter {
        private final OutputStream out;

        Compressing(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
