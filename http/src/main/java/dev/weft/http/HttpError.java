package dev.weft.http;

import java.io.Serial;
import java.util.Objects;

/**
 * Thrown by a handler to answer with a status and a text for the client.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_exceptions.html">aiohttp's HTTPException</a>: one type here, not one for each
 *     status
 */
public final class HttpError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Headers headers;

    /**
     * Says {@code message} to the client, as plain text.
     *
     * @param status 400 to 599
     * @throws IllegalArgumentException if the status is another
     */
    public HttpError(int status, String message) {
        this(status, message, Headers.empty());
    }

    /** As {@link #HttpError(int, String)}, with headers for the response. */
    public HttpError(int status, String message, Headers headers) {
        super(Objects.requireNonNull(message, "message"));
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status of an error must be 400 to 599, was %d".formatted(status));
        }
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
    }

    /** Returns the status of the response. */
    public int status() {
        return status;
    }

    /** Returns the headers of the response; empty after the error travelled to another JVM. */
    public Headers headers() {
        return headers == null ? Headers.empty() : headers;
    }
}
