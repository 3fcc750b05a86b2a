package dev.weft.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A stream cannot do what was asked, and never will: it could not be connected, was lost, or ended too early. */
public sealed class TcpException extends RuntimeException
        permits TcpConnectException, TcpLostException, IncompleteReadException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what was lost and why. */
    public TcpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
