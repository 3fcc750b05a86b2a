package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exchange did not come to its end. The message says what was asked of whom, in which phase it failed, and what can be done.
 *
 * <p>Each kind is one party at fault or one thing to do about it, so a {@code switch} over them needs no default.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#client-exceptions">aiohttp's ClientError</a>, whose
 *     twenty-odd types these seven replace
 */
public abstract sealed class HttpException extends RuntimeException
        permits BodyException,
                ConnectFailedException,
                DisconnectedException,
                HttpTimeoutException,
                ProtocolException,
                RedirectException,
                StatusException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What was asked for. */
    private final URI uri;
    /** Where it failed. */
    private final Phase phase;

    HttpException(URI uri, Phase phase, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.uri = Objects.requireNonNull(uri, "uri");
        this.phase = Objects.requireNonNull(phase, "phase");
    }

    /** Returns what was asked for, without credentials. */
    public final URI uri() {
        return uri;
    }

    /** Returns where in the exchange it failed. */
    public final Phase phase() {
        return phase;
    }
}
