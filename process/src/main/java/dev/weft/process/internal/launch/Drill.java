package dev.weft.process.internal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a worker is put through so that a start-up cache can be made of the classes it has used. */
@FunctionalInterface
public interface Drill {
    /**
     * Has a worker do everything a first job needs, but with nothing of the user's, and makes it end by itself.
     *
     * @param stdin what the worker reads
     * @param stdout what it answers
     * @throws IOException if it does not answer as it should; there will be no cache then
     */
    void run(OutputStream stdin, InputStream stdout) throws IOException;
}
