package dev.weft.http;

import java.io.Serial;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A redirect was not followed: there were too many, it leads where the client does not go, or the body cannot be sent again. */
public final class RedirectException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What was asked for until then. */
    private final ArrayList<URI> trail;

    /** Makes the exception with all that it says. */
    public RedirectException(URI uri, List<URI> trail, String message) {
        super(uri, Phase.RESPONSE, message, null);
        this.trail = new ArrayList<>(trail);
    }

    /** Returns what was asked for, from the first to the one whose redirect was not followed. */
    public List<URI> trail() {
        return List.copyOf(trail);
    }
}
