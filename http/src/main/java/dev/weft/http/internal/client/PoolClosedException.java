package dev.weft.http.internal.client;

import java.io.Serial;

/** The client is closed; put into words for the caller by {@link Failures}. */
final class PoolClosedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    PoolClosedException() {
        super("the client is closed", null, false, false);
    }
}
