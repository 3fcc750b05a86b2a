package dev.weft;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The time given to a job or a block has passed: by {@link Pool#within} (waiting and running count) or {@link Deadline#run}.
 */
public class DeadlineExceededException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what ran out of time, and how long it had. */
    public DeadlineExceededException(String message) {
        super(message);
    }

    /** Makes the exception with what ran out of time, and the interruption that ended it. */
    public DeadlineExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
