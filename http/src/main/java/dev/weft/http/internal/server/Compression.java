package dev.weft.http.internal.server;

import dev.weft.http.BodyWriter;
import dev.weft.http.Content;
import dev.weft.http.Response;
import dev.weft.http.internal.text.ContentTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    // What is compressed before others run: a millisecond or two.
    private static final int TURN = 64 * 1024;
    private static final String GZIP = "gzip";

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
        boolean taken = AcceptEncoding.takes(accepted, GZIP);
        return switch (response.content()) {
            case Content.File _, Content.Upgrade _ -> response;
            case Content.Bytes _ when !taken -> varying;
            case Content.Stream _ when !taken -> varying;
            case Content.Bytes(byte[] bytes) -> encoded(varying).withContent(new Content.Bytes(compressed(bytes)));
            case Content.Stream(Content.Writer writer) ->
                encoded(varying).withContent(new Content.Stream(body -> compress(writer, body)));
        };
    }

    private static Response encoded(Response response) {
        var encoded = response.withHeader("Content-Encoding", GZIP);
        var etag = encoded.otherHeaders().first("ETag");
        // Other bytes than those that the strong one stands for.
        return etag == null || etag.startsWith("W/") ? encoded : encoded.withHeader("ETag", "W/" + etag);
    }

    private static byte[] compressed(byte[] bytes) {
        var all = new ByteArrayOutputStream(bytes.length / 2);
        try {
            compress(body -> body.write(bytes), all);
        } catch (Exception e) {
            throw new IllegalStateException("writing into memory failed", e);
        }
        return all.toByteArray();
    }

    private static void compress(Content.Writer writer, OutputStream target) throws Exception {
        var gzip = new Gzip(target);
        try {
            writer.writeTo(new Compressing(gzip));
            gzip.finish();
        } finally {
            gzip.release();
        }
    }

    private static final class Gzip extends GZIPOutputStream {

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER, true); // flushed whole, so that what a writer flushes reaches the client
        }

        /** Frees the memory that is not the JVM's; closing would say that a body which was broken off is whole. */
        void release() {
            def.end();
        }
    }

    /** What the writer of a body sees. Others may run from time to time: what compresses well seldom waits for its client. */
    private static final class Compressing extends BodyWriter {
        private final OutputStream out;
        private int sinceOthersRan;

        Compressing(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            letOthersRun(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int at = offset; at < end; at += TURN) {
                int count = Math.min(TURN, end - at);
                out.write(bytes, at, count);
                letOthersRun(count);
            }
        }

        @SuppressWarnings("ThreadPriorityCheck") // in a coroutine it is the turn of the next one
        private void letOthersRun(int written) {
            sinceOthersRan += written;
            if (sinceOthersRan >= TURN) {
                sinceOthersRan = 0;
                Thread.yield();
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
