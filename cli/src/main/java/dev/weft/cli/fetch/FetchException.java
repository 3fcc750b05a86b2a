package dev.weft.cli.fetch;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A download that failed. Its message is a reason that a person can act on, without the URL. */
public final class FetchException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    // As the server sent it; null if it did not.
    private final @Nullable String retryAfter;

    private FetchException(String reason, boolean retryable, @Nullable String retryAfter, @Nullable Throwable cause) {
        super(Words.printable(reason), cause);
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** Makes a failure that the next attempt would meet again. */
    static FetchException lasting(String reason) {
        return new FetchException(reason, false, null, null);
    }

    /** Makes a failure, for {@code cause}, that another attempt may or may not get over. */
    static FetchException of(String reason, boolean retryable, Throwable cause) {
        return new FetchException(reason, retryable, null, cause);
    }

    /** Makes a failure by the server's word. */
    static FetchException ofStatus(String reason, boolean retryable, @Nullable String retryAfter) {
        return new FetchException(reason, retryable, retryAfter, null);
    }

    /** Returns this failure as a lasting one, with {@code more} at the end of its message. */
    FetchException givenUp(String more) {
        return new FetchException(getMessage() + more, false, null, this);
    }

    /** Returns this message, which every failure of this type has. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns whether another attempt may succeed. */
    boolean retryable() {
        return retryable;
    }

    /** Returns the server's {@code Retry-After} header; null without one. */
    @Nullable
    String retryAfter() {
        return retryAfter;
    }
}
