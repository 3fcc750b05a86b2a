package dev.weft.http.internal.net;

import java.io.Serial;
import java.util.Objects;

/** A chain of Vert.x's calls failed: what it failed with is the cause, for the caller to put into words. */
public final class FailedChain extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    FailedChain(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }

    /** Returns what the chain failed with. */
    public Throwable reason() {
        return Objects.requireNonNull(getCause());
    }
}
