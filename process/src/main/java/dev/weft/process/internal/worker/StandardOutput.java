package dev.weft.process.internal.worker;

import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The standard output of a worker. Until the worker has called its parent, frames for the parent go there, and what jobs print is
 * in frames, too; after that it is what jobs print.
 *
 * <p>What is written past this class, as by a child process, arrives as text: each frame is behind the secret and leaves in one
 * write, so that nothing gets into it. Still, nothing may depend on its arrival: a job may have closed the file.
 *
 * <p>Any thread may call any method.
 */
final class StandardOutput extends OutputStream {
    // What a pipe takes in one piece, whoever else writes to it (PIPE_BUF on Linux).
    private static final int MOST_AT_ONCE = 4096;
    // Leaves room for the secret and the head of the frame.
    private static final int MOST_TEXT = 3 << 10;

    private final byte[] secret;
    private final OutputStream file;

    // Guarded by this. false -> true, never back: whether no frames are written any more; whether a job has closed it.
    // Written by the main thread, which alone asks without the lock.
    private volatile boolean plain;
    private boolean closed;

    /** Writes to {@code file}, which takes each write at once. */
    StandardOutput(byte[] secret, OutputStream file) {
        this.secret = secret.clone();
        this.file = file;
    }

    /** Sends a frame, if it is short and the parent expects frames. */
    void tell(Frame frame) {
        tell(List.of(frame));
    }

    private synchronized void tell(List<Frame> frames) {
        if (plain) {
            return;
        }
        try {
            var bytes = new ByteArrayOutputStream(256);
            for (var frame : frames) {
                bytes.write(secret);
                FrameWriter.write(frame, bytes);
            }
            if (bytes.size() <= MOST_AT_ONCE) {
                bytes.writeTo(file);
            }
        } catch (IOException _) {
            plain = true; // the job has closed the file behind our back
        }
    }

    /** Sends the answer of the first job, with what it refers to, if it is short; it will be sent by another way as well. */
    void tellAnswer(Frame.@Nullable Define define, Frame.Answer answer) {
        var message = answer.message();
        if (!plain && message.raws().isEmpty() && message.body().size() < MOST_AT_ONCE) {
            tell(define == null ? List.of(answer) : List.of(define, answer));
        }
    }

    /** Writes no more frames from now on. */
    synchronized void becomePlain() throws IOException {
        tell(new Frame.Plain());
        plain = true;
        if (closed) {
            file.close();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (plain) {
            file.write(bytes, offset, length);
            return;
        }
        for (int from = offset; from < offset + length; from += MOST_TEXT) {
            int to = Math.min(from + MOST_TEXT, offset + length);
            tell(new Frame.Printed(Arrays.copyOfRange(bytes, from, to)));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (plain) {
            file.close(); // else when the parent has heard all that it needs to
        }
    }
}
