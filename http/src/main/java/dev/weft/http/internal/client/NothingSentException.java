package dev.weft.http.internal.client;

import java.io.Serial;

/** The connection was lost before anything of the request was written to it. */
final class NothingSentException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    NothingSentException(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }
}
