package dev.weft;

import java.io.Serial;

/**
 * The waiter's own time ran out; what it waited for goes on.
 */
public class WaitTimeoutException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what was waited for, and how long. */
    public WaitTimeoutException(String message) {
        super(message);
    }
}
