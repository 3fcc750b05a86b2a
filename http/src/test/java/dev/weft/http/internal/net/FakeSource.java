package dev.weft.http.internal.net;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A peer that always has the next chunk ready, and keeps to {@code pause}; used on the event loop. */
final class FakeSource implements ReadStream<Buffer> {
    private final ArrayDeque<Buffer> unsent = new ArrayDeque<>();
    private boolean paused = true;
    private boolean delivering;
    private boolean endAfterwards;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    // Read by the test's thread.
    final AtomicLong delivered = new AtomicLong();

    void offer(Buffer chunk) {
        unsent.add(chunk);
        deliver();
    }

    void endAfterwards() {
        endAfterwards = true;
        deliver();
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        while (!paused && !unsent.isEmpty()) {
            var chunk = unsent.remove();
            delivered.addAndGet(chunk.length());
            Objects.requireNonNull(handler).handle(chunk);
        }
        delivering = false;
        if (!paused && endAfterwards && unsent.isEmpty()) {
            endAfterwards = false;
            Objects.requireNonNull(endHandler).handle(null);
        }
    }

    @Override
    public ReadStream<Buffer> pause() {
        paused = true;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        paused = false;
        deliver();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        throw new UnsupportedOperationException("chunks are not counted here");
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> newHandler) {
        endHandler = newHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
        return this;
    }
}
