package dev.weft.http.internal.ws;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Deflates messages for a peer. Used by one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1">RFC 7692, section 7.2.1</a>
 */
final class Deflation implements AutoCloseable {
    private static final int TAIL = 4;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] part = new byte[8 * 1024];
    private final boolean fresh;

    /** @param fresh whether each message starts anew, knowing nothing of those before */
    Deflation(boolean fresh) {
        this.fresh = fresh;
    }

    byte[] message(byte[] bytes) {
        deflater.setInput(bytes);
        var out = new ByteArrayOutputStream(bytes.length / 2 + 16);
        int count;
        do {
            count = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
            out.write(part, 0, count);
        } while (count == part.length);
        if (fresh) {
            deflater.reset();
        }
        var whole = out.toByteArray();
        return Arrays.copyOf(whole, whole.length - TAIL);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
