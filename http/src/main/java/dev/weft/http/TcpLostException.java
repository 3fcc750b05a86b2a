package dev.weft.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A stream was lost: the peer has reset it, TLS failed, or it was closed here meanwhile. */
public final class TcpLostException extends TcpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what was lost and why. */
    public TcpLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
