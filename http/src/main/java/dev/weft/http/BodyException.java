package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A body could not be read, written or understood: too large, not what was asked for, or the disk is full. */
public final class BodyException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with all that it says. */
    public BodyException(URI uri, Phase phase, String message, @Nullable Throwable cause) {
        super(uri, phase, message, cause);
    }
}
