package dev.weft.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A {@link WebSocket} is closed, or was lost, and what was asked of it cannot be done any more. */
public final class WebSocketClosedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    /** Says what was closed and how. */
    public WebSocketClosedException(String message, int code, String reason, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.reason = reason;
    }

    /**
     * Returns how it was closed; 1005 where the peer gave no code, 1006 where the connection was lost.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455, section 7.4</a>
     */
    public int code() {
        return code;
    }

    /** Returns the reason that the peer gave, or what was lost and why; empty without. */
    public String reason() {
        return reason;
    }
}
