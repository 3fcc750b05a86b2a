package dev.weft.process.internal.crew;

import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import dev.weft.internal.task.Strand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Lets a thread that waits for a future read the channel that the answer will come by.
 *
 * <p>Used by the thread that reads the link; each link has one.
 */
final class WaitingReader {
    private static final int READ_BYTES = 64 << 10;

    private final Link link;
    private final Hub hub;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);

    WaitingReader(Link link, Hub hub) throws IOException {
        this.link = link;
        this.hub = hub;
        this.selector = Selector.open();
        link.channel().register(selector, SelectionKey.OP_READ);
    }

    /**
     * Reads until the future is done, the thread interrupted, or the time over, unless another thread reads.
     *
     * @return how much of the time is left
     */
    long readFor(FutureCell<?> future, long nanos) {
        var thread = Thread.currentThread();
        var wakeUp = Listener.of(() -> {
            if (Thread.currentThread() != thread) {
                selector.wakeup();
            }
        });
        long start = System.nanoTime();
        long left = nanos;
        future.whenDone(wakeUp);
        while (!future.isDone() && !thread.isInterrupted() && left > 0 && readOnce(left)) {
            left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
        }
        if (!future.isDone()) {
            future.forget(wakeUp);
        }
        return left;
    }

    private boolean readOnce(long nanos) {
        if (!link.beginReading()) {
            return false;
        }
        var later = new ArrayList<Runnable>(1);
        try {
            hub.lend(link);
            selector.select(
                    _ -> link.readable(buffer, (_, work) -> later.add(work)),
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        } catch (IOException | ClosedSelectorException _) {
            return false;
        } finally {
            link.endReading();
        }
        Strand.current().lend(() -> later.forEach(Runnable::run));
        return link.channel().isOpen();
    }

    void close() {
        try {
            selector.close();
        } catch (IOException _) {
            // it is gone either way
        }
    }
}
