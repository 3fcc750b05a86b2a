package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The peer sent what is no HTTP, or breaks its rules. */
public final class ProtocolException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with all that it says. */
    public ProtocolException(URI uri, Phase phase, String message, @Nullable Throwable cause) {
        super(uri, phase, message, cause);
    }
}
