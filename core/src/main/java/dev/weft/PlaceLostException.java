package dev.weft;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The place where the job ran is lost: its worker JVM died or its cluster member left; the cause of a {@link JobFailedException}.
 */
public class PlaceLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception with what was lost, what ran there, and whether it was run again. */
    public PlaceLostException(String message) {
        super(message);
    }

    /** Makes the exception with what was lost and why. */
    public PlaceLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
