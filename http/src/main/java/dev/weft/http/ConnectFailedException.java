package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** There is no connection to the host: its name is unknown, it refuses, it is not trusted, or the client is closed. Nothing was sent. */
public final class ConnectFailedException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with all that it says. */
    public ConnectFailedException(URI uri, Phase phase, String message, @Nullable Throwable cause) {
        super(uri, phase, message, cause);
    }
}
