package dev.weft;

import java.io.Serial;

/**
 * A job has failed; the cause is what the job threw, or says how its place was lost.
 *
 * <p>Thrown by {@link Future#result()} to each waiter anew: the stack of this exception is the waiter's, the stack of the
 * cause is the job's. Where the submit stack is known, it is a suppressed {@link SubmitStack}.
 */
public class JobFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what failed and why. */
    public JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
