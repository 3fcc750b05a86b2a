package dev.weft;

import java.io.Serial;

/**
 * Not a failure: the stack of the {@link Pool#submit} call that a failed job came from, suppressed in its failure.
 */
public class SubmitStack extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Takes the stack of the calling thread. */
    public SubmitStack() {
        super("submitted here");
    }
}
