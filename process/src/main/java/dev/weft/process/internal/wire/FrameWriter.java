package dev.weft.process.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes frames to a stream that waits, such as a pipe. {@link Outbound} is for channels, which are not needed for that: loading
 * their classes takes a worker longer than a first job does.
 */
public final class FrameWriter {

    private FrameWriter() {}

    /** Returns the bytes of {@code frame}. */
    public static byte[] bytes(Frame frame) {
        var bytes = new ByteArrayOutputStream(64);
        try {
            write(frame, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes {@code frame}.
     *
     * @throws IllegalArgumentException if its message has raw parts: they are too big to be worth it
     */
    public static void write(Frame frame, OutputStream out) throws IOException {
        var message = FrameFormat.messageOf(frame);
        if (message != null && !message.raws().isEmpty()) {
            throw new IllegalArgumentException("raw parts go through a channel: " + frame);
        }
        out.write(FrameFormat.opening(frame));
        if (message != null) {
            for (var part : message.body().parts()) {
                out.write(part);
            }
        }
    }
}
