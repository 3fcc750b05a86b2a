package dev.weft.http.internal.server;

import java.io.Serial;

/** What a client sent is no request that can have one meaning only: it is answered with {@link #status}, and the connection closed. */
final class BadRequestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
