package dev.weft.process.internal.crew;

import dev.weft.internal.time.InternalThread;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.MarkedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a worker writes to one of its two output streams, line by line, by a thread of its own; it keeps the last lines. At first
 * there may be frames among the text.
 */
final class Output {
    /** How long to wait for what is usually there. */
    static final Duration A_MOMENT = Duration.ofMillis(200);

    private static final int READ_BYTES = 8 << 10;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int LAST_LINES = 20;

    private final InputStream stream;
    private final Consumer<String> lines;
    private final CountDownLatch ended = new CountDownLatch(1);
    // Used by the thread: what has come of the next line.
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    // Guarded by itself.
    private final Deque<String> last = new ArrayDeque<>();

    private Output(InputStream stream, Consumer<String> lines) {
        this.stream = stream;
        this.lines = lines;
    }

    /** Reads a stream of text. */
    static Output ofText(String name, InputStream stream, Consumer<String> lines) {
        var output = new Output(stream, lines);
        new InternalThread(() -> output.pump(output::text, () -> {}), name).start();
        return output;
    }

    /** Reads a stream of text with frames in it, each behind {@code mark}. */
    static Output withFrames(
            String name, InputStream stream, Consumer<String> lines, byte[] mark, Consumer<Frame> frames) {
        var output = new Output(stream, lines);
        var reader = new MarkedReader(mark, new MarkedReader.Receiver() {
            @Override
            public void text(byte[] bytes, int offset, int length) {
                output.text(bytes, offset, length);
            }

            @Override
            public void frame(Frame frame) {
                if (frame instanceof Frame.Printed(var text)) {
                    output.text(text, 0, text.length);
                } else {
                    frames.accept(frame);
                }
            }
        });
        new InternalThread(() -> output.pump(reader::take, reader::end), name).start();
        return output;
    }

    private interface Taker {
        void take(byte[] bytes, int offset, int length);
    }

    private void pump(Taker taker, Runnable atEnd) {
        var buffer = new byte[READ_BYTES];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                taker.take(buffer, 0, count);
            }
        } catch (IOException _) {
            // the worker is gone
        } finally {
            atEnd.run();
            if (line.size() > 0) {
                tell();
            }
            ended.countDown();
        }
    }

    private void text(byte[] bytes, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            if (bytes[at] != '\n') {
                line.write(bytes[at]);
            }
            if (bytes[at] == '\n' || line.size() == LONGEST_LINE) {
                tell();
            }
        }
    }

    private void tell() {
        // Workers write as this JVM's own standard output does.
        var text = line.toString(System.out.charset());
        line.reset();
        synchronized (last) {
            if (last.size() == LAST_LINES) {
                last.remove();
            }
            last.add(text);
        }
        try {
            lines.accept(text);
        } catch (RuntimeException e) {
            System.getLogger("dev.weft").log(System.Logger.Level.ERROR, "a worker's output could not be handled", e);
        }
    }

    /** Waits for the end of the stream, which a child of the worker may hold open, but no longer than this. */
    void awaitEnd(Duration most) {
        try {
            ended.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a moment for the end of the stream, and returns the last lines. */
    List<String> lastLines() {
        awaitEnd(A_MOMENT);
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
