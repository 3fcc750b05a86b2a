package dev.weft.http.internal.server;

import dev.weft.WaitTimeoutException;
import dev.weft.http.BodyWriter;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Outbound;
import io.netty.buffer.Unpooled;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** The body of a response, as its writer writes it. For one thread. */
final class ResponseBody extends BodyWriter {
    // As much as fits a TLS record.
    private static final int PIECE = 16 * 1024;

    private final Outbound out;
    private final Duration limit;
    private final byte[] piece = new byte[PIECE];
    private int used;

    /**
     * Writes to {@code out}.
     *
     * @param limit how long a write waits for a client that takes nothing
     */
    ResponseBody(Outbound out, Duration limit) {
        this.out = out;
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        if (used == PIECE) {
            flush();
        }
        piece[used++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (used == PIECE) {
                flush();
            }
            int count = Math.min(end - at, PIECE - used);
            System.arraycopy(source, at, piece, used, count);
            used += count;
            at += count;
        }
    }

    @Override
    public void flush() throws IOException {
        if (used == 0) {
            return;
        }
        var bytes = Unpooled.wrappedBuffer(Arrays.copyOf(piece, used));
        used = 0;
        try {
            out.write(BufferInternal.buffer(bytes), limit);
        } catch (FailedChain e) {
            throw new ClientGoneException("the client is gone", e.reason());
        } catch (WaitTimeoutException e) {
            throw new ClientGoneException("the client took nothing for %s".formatted(limit), e);
        }
    }
}
