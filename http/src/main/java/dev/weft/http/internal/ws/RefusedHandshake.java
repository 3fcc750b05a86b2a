package dev.weft.http.internal.ws;

import java.io.Serial;

/** The server did not agree to a WebSocket. */
public final class RefusedHandshake extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedHandshake(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the status of its answer; 101 or 0 if that was none, or a wrong one. */
    public int status() {
        return status;
    }
}
