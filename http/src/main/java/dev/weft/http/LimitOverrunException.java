package dev.weft.http;

import java.io.Serial;

/**
 * What was to be read is longer than allowed. Nothing was taken: it can be read in another way, or with a higher limit.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.LimitOverrunError">LimitOverrunError</a>, from
 *     which we differ: {@code readLine} keeps the data as {@code readUntil} does
 */
public final class LimitOverrunException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int limit;

    /** Says which limit was passed. */
    public LimitOverrunException(String message, int limit) {
        super(message);
        this.limit = limit;
    }

    /** Returns the limit, in bytes. */
    public int limit() {
        return limit;
    }
}
