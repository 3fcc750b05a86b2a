package dev.weft;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The waiting thread was interrupted; what it waited for goes on. The interrupt status is set again when this is thrown.
 */
public class WaitInterruptedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what was waited for. */
    public WaitInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
