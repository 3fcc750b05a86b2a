package dev.weft.process.internal.crew;

import dev.weft.internal.time.InternalThread;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a worker writes to one of its two output streams, line by line, by a thread of its own; it keeps the last lines. */
final class Output {
    private static final int LONGEST_LINE = 64 << 10;
    private static final int LAST_LINES = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    // Guarded by itself.
    private final Deque<String> last = new ArrayDeque<>();

    Output(String name, InputStream stream, Consumer<String> lines) {
        new InternalThread(() -> pump(stream, lines), name).start();
    }

    private void pump(InputStream stream, Consumer<String> lines) {
        try (var in = new BufferedInputStream(stream)) {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                }
                if (next == '\n' || line.size() == LONGEST_LINE) {
                    tell(line, lines);
                }
            }
            if (line.size() > 0) {
                tell(line, lines);
            }
        } catch (IOException _) {
            // the worker is gone
        } finally {
            ended.countDown();
        }
    }

    private void tell(ByteArrayOutputStream bytes, Consumer<String> lines) {
        // Workers write as this JVM's own standard output does.
        var line = bytes.toString(System.out.charset());
        bytes.reset();
        synchronized (last) {
            if (last.size() == LAST_LINES) {
                last.remove();
            }
            last.add(line);
        }
        try {
            lines.accept(line);
        } catch (RuntimeException e) {
            System.getLogger("dev.weft").log(System.Logger.Level.ERROR, "a worker's output could not be handled", e);
        }
    }

    /** Waits a moment for the end of the stream, which a child of the worker may hold open, and returns the last lines. */
    List<String> lastLines() {
        try {
            ended.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
