package dev.weft.http.internal.ws;

import dev.weft.http.Message;
import dev.weft.http.WebSocketClosedException;
import dev.weft.http.internal.net.Inflow;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and wait to be received: when they are many, the peer is held up.
 *
 * <p>The event loop puts them in, the reader takes them out.
 */
final class Inbox {
    // What a message costs beside its content: a flood of empty ones is held up, too.
    private static final int OVERHEAD = 64;

    private final Inflow inflow;
    // The rest is guarded by inflow.
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private int waiting;

    Inbox(String name, Inflow.Gate gate) {
        this.inflow = new Inflow(name, () -> waiting, false, gate);
    }

    private static int costOf(Message message) {
        return OVERHEAD
                + switch (message) {
                    case Message.Text text -> text.text().length();
                    case Message.Binary binary -> binary.bytes().length;
                };
    }

    /** Puts a message in, unless it is closed here: nobody receives any more then. */
    void put(Message message) {
        inflow.put(() -> {
            messages.add(message);
            waiting += costOf(message);
        });
    }

    /** Says that nothing more comes, and why if that is a failure. Only the first end counts. */
    void end(@Nullable WebSocketClosedException reason) {
        inflow.end(reason);
    }

    /** Drops what waits, and whatever comes after it. */
    void discard() {
        inflow.locked(() -> {
            messages.clear();
            waiting = 0;
            inflow.letGoOn();
            inflow.forgetFailure();
            return true;
        });
        end(null);
    }

    boolean isHeldUp() {
        return inflow.locked(inflow::isHeldUp);
    }

    /** Takes the next message, waiting for it; {@code null} at the end. */
    @Nullable
    Message take(@Nullable Duration limit) {
        return inflow.take(limit, this::poll);
    }

    private @Nullable Message poll() {
        var message = messages.poll();
        if (message == null && inflow.failure() instanceof WebSocketClosedException failure) {
            throw failure;
        }
        waiting -= message == null ? 0 : costOf(message);
        return message;
    }
}
