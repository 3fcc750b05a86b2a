package dev.weft;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The pool cannot run anything any more: its initializer failed, or its workers do not start; the cause says which.
 */
public class BrokenPoolException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with the name of the pool and what broke it. */
    public BrokenPoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
