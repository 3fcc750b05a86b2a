package dev.weft;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A {@link Channel} is closed: it takes no value, or has none left. */
public class ChannelClosedException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what was refused, and what ended the channel if that was a failure. */
    public ChannelClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
