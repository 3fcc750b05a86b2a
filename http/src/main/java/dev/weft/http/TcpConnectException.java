package dev.weft.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A stream could not be connected; the message says to where, in which phase and what to look at. */
public final class TcpConnectException extends TcpException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Phase phase;

    /** Says where it failed. */
    public TcpConnectException(Phase phase, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.phase = phase;
    }

    /** Returns where it failed: {@link Phase#DNS}, {@link Phase#CONNECT} or {@link Phase#TLS}. */
    public Phase phase() {
        return phase;
    }
}
