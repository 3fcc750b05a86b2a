package dev.weft.http.internal.ws;

import java.io.Serial;

/** The peer broke the protocol, and the connection is closed with a code that says how. */
final class Violation extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;

    Violation(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
