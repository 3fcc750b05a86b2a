package dev.weft.http.internal.server;

import java.io.IOException;
import java.io.Serial;

/** The client is gone, or sends or takes nothing any more: nobody waits for the response. */
final class ClientGoneException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ClientGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
