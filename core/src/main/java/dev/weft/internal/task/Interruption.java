package dev.weft.internal.task;

import dev.weft.WaitInterruptedException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Interrupts of the calling thread: handing them on, and knowing them in what comes out of a wait. */
public final class Interruption {

    private Interruption() {}

    /** Sets the interrupt status of the calling thread again, after an exception has cleared it. */
    public static void keep() {
        Thread.currentThread().interrupt();
    }

    /** Sets the interrupt status again, and returns the exception to throw where waits throw unchecked. */
    public static WaitInterruptedException of(String message, @Nullable InterruptedException cause) {
        keep();
        return new WaitInterruptedException(message, cause);
    }

    /** Tells whether {@code thrown} is, or was caused by, an interrupt of the thread that threw it. */
    public static boolean isOne(@Nullable Throwable thrown) {
        // Bounded: a chain of causes may be a circle.
        int depth = 0;
        for (var at = thrown; at != null && depth < 16; at = at.getCause(), depth++) {
            if (isOneItself(at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneItself(Throwable thrown) {
        return switch (thrown) {
            case InterruptedException _, WaitInterruptedException _, ClosedByInterruptException _ -> true;
            case SocketTimeoutException _ -> false;
            case InterruptedIOException _ -> true;
            // What the JDK throws when a virtual thread is interrupted in a socket's stream.
            case SocketException e -> "Closed by interrupt".equals(e.getMessage());
            default -> false;
        };
    }
}
