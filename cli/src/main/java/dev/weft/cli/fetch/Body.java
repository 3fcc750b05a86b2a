package dev.weft.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response as they come from the network, before decoding.
 *
 * <p>Differs from the JDK's own stream of a response in three ways: a wait for the next byte has a limit, what
 * arrived before a failure is handed out before the failure, and a failure is thrown by every read from then on, so
 * that a decoder that swallows it cannot hide it.
 *
 * <p>The client's threads push, one thread reads, any thread may close. One portion of bytes is asked for at a time,
 * so a slow reader slows the sender.
 */
final class Body extends InputStream implements BodySubscriber<Body> {

    /** What the client pushes. */
    private sealed interface Portion {}

    private record Bytes(List<ByteBuffer> buffers) implements Portion {}

    private record End(@Nullable Throwable failure) implements Portion {}

    private final long stallNanos;
    private final BlockingQueue<Portion> portions = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    // The reader's.
    private Iterator<ByteBuffer> buffers = List.<ByteBuffer>of().iterator();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private boolean ended;
    private @Nullable IOException failure;
    private long received;

    /** Makes a body that waits {@code stall} for the next byte. */
    Body(Duration stall) {
        stallNanos = TimeUnit.NANOSECONDS.convert(stall);
    }

    /** Returns how many bytes have been read. */
    long received() {
        return received;
    }

    /** Returns why reading failed; null if it has not. A {@link StalledException} if no byte came in time. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads some bytes.
     *
     * @throws InterruptedIOException if interrupted while waiting; the interrupt is used up
     * @throws IOException if the connection failed, or no byte came in time
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        received += count;
        return count;
    }

    /** Waits until there are bytes in the buffer, or the end; returns whether there are. */
    private boolean fill() throws IOException {
        while (!buffer.hasRemaining()) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return false;
            }
            if (buffers.hasNext()) {
                buffer = buffers.next();
            } else {
                accept(nextPortion());
            }
        }
        return true;
    }

    private void accept(Portion portion) {
        switch (portion) {
            case Bytes bytes -> {
                buffers = bytes.buffers().iterator();
                var _ = subscription.thenAccept(s -> s.request(1));
            }
            case End end when end.failure() == null -> ended = true;
            case End(IOException thrown) -> failure = thrown;
            case End end -> failure = new IOException("the response failed", end.failure());
        }
    }

    private Portion nextPortion() {
        try {
            Portion portion = portions.poll(stallNanos, TimeUnit.NANOSECONDS);
            return portion != null ? portion : new End(new StalledException());
        } catch (InterruptedException _) {
            return new End(new InterruptedIOException("interrupted while waiting for the next byte"));
        }
    }

    /** Ends the exchange if it has not ended: its connection is closed then. */
    @Override
    public void close() {
        var _ = subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public CompletionStage<Body> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        given.request(1);
        subscription.complete(given);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        portions.add(new Bytes(item));
    }

    @Override
    public void onError(Throwable failed) {
        portions.add(new End(failed));
    }

    @Override
    public void onComplete() {
        portions.add(new End(null));
    }
}
