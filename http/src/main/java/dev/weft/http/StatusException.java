package dev.weft.http;

import java.io.Serial;
import java.net.URI;

/**
 * The server answered with another status than 2xx, where the body of a success was asked for.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientResponse.raise_for_status">
 *     raise_for_status</a>
 */
public final class StatusException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The answer's status. */
    private final int status;
    /** How the answer's body begins. */
    private final String excerpt;

    /** Makes the exception with all that it says. */
    public StatusException(URI uri, int status, String excerpt, String message) {
        super(uri, Phase.RESPONSE, message, null);
        this.status = status;
        this.excerpt = excerpt;
    }

    /** Returns the status, from 100 to 999. */
    public int status() {
        return status;
    }

    /** Returns how the body of the answer begins, if it is text; empty otherwise. */
    public String excerpt() {
        return excerpt;
    }
}
