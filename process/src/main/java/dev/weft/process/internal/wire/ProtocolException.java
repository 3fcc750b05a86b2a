package dev.weft.process.internal.wire;

import java.io.IOException;
import java.io.Serial;

/** The other side sent what the protocol does not know; the connection cannot be used any more. */
public final class ProtocolException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
