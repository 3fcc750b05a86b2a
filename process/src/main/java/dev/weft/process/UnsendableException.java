package dev.weft.process;

import java.io.ObjectStreamException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Something cannot be sent to another JVM: a job, what it captured, its result, or its exception.
 *
 * <p>The message names the path to the culprit and what to do about it.
 */
public final class UnsendableException extends ObjectStreamException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what cannot be sent and the remedy. */
    public UnsendableException(String message) {
        super(message);
    }

    /** Makes the exception with what cannot be sent, the remedy, and what serialization said, if it said anything. */
    public UnsendableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
