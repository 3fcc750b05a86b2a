package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The peer closed the connection in the middle of an exchange, or reset it. */
public final class DisconnectedException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with all that it says. */
    public DisconnectedException(URI uri, Phase phase, String message, @Nullable Throwable cause) {
        super(uri, phase, message, cause);
    }
}
