package dev.weft.http.internal.client;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.ClientRequest;
import dev.weft.http.Phase;
import dev.weft.http.Transfer;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Inbound;
import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a response as it comes over the wire. */
final class BodyStream extends InputStream {
    private final ClientRequest request;
    private final Exchange exchange;
    private final Inbound inbound;
    private final Limits limits;
    private final Failures failures;
    private final @Nullable Transfer listener;
    // As the head says; -1 if it does not.
    private final long length;

    private @Nullable Buffer piece;
    private int position;
    private long received;
    private boolean ended;
    private boolean closed;

    BodyStream(
            ClientRequest request, Exchange exchange, Inbound inbound, Limits limits, Failures failures, long length) {
        this.request = request;
        this.exchange = exchange;
        this.inbound = inbound;
        this.limits = limits;
        this.failures = failures;
        this.listener = request.receivedListener();
        this.length = length;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        var from = piece();
        if (from == null) {
            return -1;
        }
        int taken = Math.min(count, from.length() - position);
        from.getBytes(position, position + taken, bytes, offset);
        position += taken;
        return taken;
    }

    @Override
    public int available() {
        return piece == null ? 0 : piece.length() - position;
    }

    /** Returns the next piece as it came, or {@code null} at the end; {@code position} is within it. */
    private @Nullable Buffer piece() {
        if (closed) {
            throw failures.closedBody();
        }
        while (!ended && (piece == null || position == piece.length())) {
            piece = next();
            position = 0;
        }
        return piece;
    }

    /** Returns what has not been read of the next piece, or {@code null} at the end. */
    @Nullable
    Buffer nextPiece() {
        var from = piece();
        if (from == null) {
            return null;
        }
        var rest = position == 0 ? from : from.slice(position, from.length());
        position = from.length();
        return rest;
    }

    private @Nullable Buffer next() {
        try {
            var next = inbound.next(limits.of(Phase.BODY));
            if (next == null) {
                ended = true;
            } else {
                received += next.length();
                if (listener != null) {
                    listener.moved(received, length);
                }
            }
            return next;
        } catch (FailedChain e) {
            throw failures.inBody(e.reason(), received, length);
        } catch (WaitTimeoutException e) {
            exchange.cutOff();
            throw failures.timeout(Phase.BODY, limits);
        } catch (WaitInterruptedException e) {
            exchange.cutOff();
            throw e;
        }
    }

    /** Tells whether there is nothing, or nothing more, to be read; waits for it. */
    boolean isEmpty() {
        return piece() == null;
    }

    /** Returns how many bytes the head says there are; -1 if it does not. */
    long length() {
        return length;
    }

    long received() {
        return received;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            piece = null;
            if (!ended) {
                exchange.drop();
            }
        }
    }

    @Override
    public String toString() {
        return "body of " + request;
    }
}
