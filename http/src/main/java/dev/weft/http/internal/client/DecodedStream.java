package dev.weft.http.internal.client;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body without its content coding. Opened at the first read, since opening reads; a body of nothing is nothing, whatever its coding.
 *
 * <p>It stops at a bomb: more than {@link #MOST_PER_BYTE} bytes for each that came, once {@link #FREE_BYTES} are decoded.
 */
final class DecodedStream extends InputStream {
    static final int MOST_PER_BYTE = 200;
    static final long FREE_BYTES = 16L << 20;

    /** Opens the decoder. */
    interface Opening {
        InputStream open() throws IOException;
    }

    private final BodyStream raw;
    private final String coding;
    private final Opening opening;
    private final Failures failures;
    private @Nullable InputStream decoder;
    private long decoded;

    DecodedStream(BodyStream raw, String coding, Opening opening, Failures failures) {
        this.raw = raw;
        this.coding = coding;
        this.opening = opening;
        this.failures = failures;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        try {
            if (decoder == null) {
                if (raw.isEmpty()) {
                    return -1;
                }
                decoder = opening.open();
            }
            int read = decoder.read(bytes, offset, count);
            if (read > 0) {
                decoded += read;
                ensureNoBomb();
            }
            return read;
        } catch (IOException e) {
            throw failures.undecodable(coding, e);
        }
    }

    private void ensureNoBomb() {
        if (decoded > FREE_BYTES && decoded / MOST_PER_BYTE > raw.received()) {
            raw.close();
            throw failures.bomb(coding, raw.received(), decoded);
        }
    }

    @Override
    public void close() {
        raw.close();
        try {
            if (decoder != null) {
                decoder.close();
            }
        } catch (IOException e) {
            throw failures.undecodable(coding, e);
        }
    }
}
