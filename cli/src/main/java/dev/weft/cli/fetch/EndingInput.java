package dev.weft.cli.fetch;

import dev.weft.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An input that ends at a deadline, although a read from a terminal or pipe cannot be interrupted: a thread of its own reads,
 * and is left behind when the time is over.
 *
 * <p>For one reader. Closing it does nothing: that would wait for the read.
 */
public final class EndingInput extends InputStream {
    private static final int END = -1;

    private final InputStream in;
    private final Deadline deadline;
    private final Runnable whenLate;

    /** Makes one that runs {@code whenLate} in the reader's thread if the deadline ends {@code in} before its end. */
    public EndingInput(InputStream in, Deadline deadline, Runnable whenLate) {
        this.in = in;
        this.deadline = deadline;
        this.whenLate = whenLate;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) == END ? END : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var read = new FutureTask<>(() -> in.read(bytes, offset, length));
        Thread.startVirtualThread(read);
        try {
            return read.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            whenLate.run();
            return END;
        } catch (InterruptedException e) {
            throw (InterruptedIOException) new InterruptedIOException("interrupted while reading").initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }
}
