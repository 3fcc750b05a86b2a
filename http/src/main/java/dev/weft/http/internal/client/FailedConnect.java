package dev.weft.http.internal.client;

import dev.weft.http.Phase;
import java.io.Serial;
import java.util.Objects;

/** There is no connection: why is the cause, for {@link Failures} to put into words. */
final class FailedConnect extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Phase phase;

    FailedConnect(Phase phase, Throwable cause) {
        super(cause.toString(), cause, false, false);
        this.phase = phase;
    }

    Phase phase() {
        return phase;
    }

    Throwable reason() {
        return Objects.requireNonNull(getCause());
    }
}
