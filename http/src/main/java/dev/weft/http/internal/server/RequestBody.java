package dev.weft.http.internal.server;

import dev.weft.WaitTimeoutException;
import dev.weft.http.HttpError;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Inbound;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a request, as its handler reads it. For one thread. */
final class RequestBody extends InputStream {
    private final Inbound inbound;
    private final Exchange exchange;
    private final ServerLoop home;

    private @Nullable Buffer chunk;
    private int position;
    private long taken;
    private boolean begun;

    RequestBody(Inbound inbound, Exchange exchange, ServerLoop home) {
        this.inbound = inbound;
        this.exchange = exchange;
        this.home = home;
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        int value = Objects.requireNonNull(chunk).getUnsignedByte(position);
        position++;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var from = Objects.requireNonNull(chunk);
        int count = Math.min(length, from.length() - position);
        from.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return chunk == null ? 0 : chunk.length() - position;
    }

    /** Has something to read; {@code false} at the end. */
    private boolean fill() throws IOException {
        if (!begun) {
            begun = true;
            exchange.sendContinue();
        }
        while (chunk == null || position == chunk.length()) {
            chunk = next();
            position = 0;
            if (chunk == null) {
                return false;
            }
            taken += chunk.length();
            if (taken > home.maxUpload()) {
                throw new HttpError(413, "the body is longer than the %d bytes taken here".formatted(home.maxUpload()));
            }
        }
        return true;
    }

    private @Nullable Buffer next() throws IOException {
        try {
            return inbound.next(home.idle());
        } catch (FailedChain e) {
            throw new ClientGoneException("the client went after %d bytes of the body".formatted(taken), e.reason());
        } catch (WaitTimeoutException e) {
            var error =
                    new HttpError(408, "nothing came of the body for %s, after %d bytes".formatted(home.idle(), taken));
            error.initCause(e);
            throw error;
        }
    }
}
