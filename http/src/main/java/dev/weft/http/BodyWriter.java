package dev.weft.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes the body of a response piece by piece: a write waits while the client is slow, so that little is in memory.
 *
 * <p>For the handler's job only. What is small is put together, until {@link #flush}.
 */
public abstract class BodyWriter extends OutputStream {
    /** For the server. */
    protected BodyWriter() {}

    /**
     * Writes {@code text} in UTF-8.
     *
     * @throws IOException if the client is gone
     */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends what was written so far.
     *
     * @throws IOException if the client is gone
     */
    @Override
    public abstract void flush() throws IOException;
}
