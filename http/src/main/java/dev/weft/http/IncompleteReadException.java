package dev.weft.http;

import java.io.Serial;

/**
 * A stream ended within what was to be read.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.IncompleteReadError">IncompleteReadError</a>
 */
public final class IncompleteReadException extends TcpException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final byte[] partial;

    /** Holds what was read. */
    public IncompleteReadException(String message, byte[] partial) {
        super(message, null);
        this.partial = partial.clone();
    }

    /** Returns the bytes that came before the end. */
    public byte[] partial() {
        return partial.clone();
    }
}
