package dev.weft.http.internal.client;

import dev.weft.http.Body;
import dev.weft.http.ClientRequest;
import dev.weft.http.Phase;
import dev.weft.http.Transfer;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.Outbound;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a request's body piece by piece, as fast as the server takes it. */
final class BodySender {
    static final int PIECE = 64 * 1024;

    private final ClientRequest request;
    private final Exchange exchange;
    private final Limits limits;
    private final @Nullable Transfer listener;
    private long sent;

    BodySender(ClientRequest request, Exchange exchange, Limits limits) {
        this.request = request;
        this.exchange = exchange;
        this.limits = limits;
        this.listener = request.sentListener();
    }

    /**
     * Writes the body and ends it; or stops earlier, when the answer is here already or the server takes no more.
     *
     * @throws dev.weft.WaitTimeoutException if the server takes nothing for too long
     * @throws dev.weft.http.BodyException if the body cannot be read, or is longer or shorter than it said
     */
    void send(Outbound out) {
        var body = request.body();
        try (var in = body.open()) {
            if (copy(in, out)) {
                ensureWhole(body);
                exchange.endBody();
            }
        } catch (IOException e) {
            throw Failures.unreadable(request, e);
        } catch (FailedChain e) {
            // The connection is gone, perhaps after an answer such as 413: what becomes of the head says which.
        }
    }

    private boolean copy(InputStream in, Outbound out) throws IOException, FailedChain {
        long length = request.body().length();
        while (true) {
            if (exchange.head().isDone()) {
                return false;
            }
            var piece = new byte[PIECE];
            int count = in.read(piece);
            if (count < 0) {
                return true;
            }
            if (length >= 0 && sent + count > length) {
                throw Failures.wrongLength(request, length, sent + count, true);
            }
            if (count > 0) {
                out.write(Buffer.buffer(count < PIECE ? Arrays.copyOf(piece, count) : piece), limits.of(Phase.REQUEST));
                sent += count;
                tell(length);
            }
        }
    }

    private void tell(long length) {
        if (listener != null) {
            listener.moved(sent, length);
        }
    }

    private void ensureWhole(Body body) {
        if (body.length() >= 0 && sent < body.length()) {
            throw Failures.wrongLength(request, body.length(), sent, false);
        }
    }
}
