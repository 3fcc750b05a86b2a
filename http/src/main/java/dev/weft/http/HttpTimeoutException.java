package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import java.time.Duration;

/** One of the {@link Timeouts} passed; {@link #phase} says which. */
public final class HttpTimeoutException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The limit that passed. */
    private final Duration limit;

    /** Makes the exception with all that it says. */
    public HttpTimeoutException(URI uri, Phase phase, Duration limit, String message) {
        super(uri, phase, message, null);
        this.limit = limit;
    }

    /** Returns the limit that passed. */
    public Duration limit() {
        return limit;
    }
}
