package dev.weft.http.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.testkit.Observed;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes for a peer that takes them when the test says so. */
@Timeout(120)
class OutboundTest {
    private static final int CHUNK = 64 * 1024;

    private final Network network = Network.acquire();
    private final NetLoop home = network.loops().getFirst();
    private final Sink sink = new Sink();
    private final Outbound outbound = new Outbound("room in a test", home, sink);

    @AfterEach
    void release() {
        network.release();
    }

    /** Takes buffers, and keeps their writer waiting. */
    private static final class Sink implements WriteStream<Buffer> {
        final Queue<Promise<Void>> writes = new ConcurrentLinkedQueue<>();

        @Nullable
        RuntimeException refusal;

        @Override
        public Future<Void> write(Buffer data) {
            if (refusal != null) {
                throw refusal;
            }
            var promise = Promise.<Void>promise();
            writes.add(promise);
            return promise.future();
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Future<Void> end() {
            return Future.succeededFuture();
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }

    private void write() throws FailedChain {
        outbound.write(Buffer.buffer(new byte[CHUNK]), null);
    }

    private void settle() throws FailedChain {
        home.call("all before", Future::succeededFuture);
    }

    private void fill() throws FailedChain {
        write();
        write();
        settle();
        assertThat(sink.writes).hasSize(Outbound.MOST_ON_THE_WAY / CHUNK);
    }

    private Thread waitingWriter(Runnable afterwards) throws FailedChain {
        fill();
        var writer = Thread.ofVirtual().start(() -> {
            try {
                write();
            } catch (FailedChain e) {
                afterwards.run();
            }
        });
        Observed.waiting(writer);
        return writer;
    }

    @Test
    void aWriteWaitsWhileTooMuchIsOnItsWay() throws Exception {
        var writer = waitingWriter(() -> {});

        home.run(() -> sink.writes.remove().complete());

        writer.join();
        settle();
        assertThat(sink.writes).hasSize(2);
    }

    @Test
    void aPeerThatIsGoneFailsTheWaitingWriteAndEveryLaterOne() throws Exception {
        var reason = new IOException("reset");
        var failed = new ConcurrentLinkedQueue<String>();
        var writer = waitingWriter(() -> failed.add("failed"));

        home.run(() -> outbound.fail(reason));

        writer.join();
        assertThat(failed).containsExactly("failed");
        assertThatThrownBy(this::write)
                .isInstanceOfSatisfying(
                        FailedChain.class, e -> assertThat(e.reason()).isSameAs(reason));
        assertThatThrownBy(() -> outbound.awaitRoom(null)).isInstanceOf(FailedChain.class);
    }

    @Test
    void aWriteThatFailedFailsTheNextOne() throws Exception {
        write();
        settle();
        home.run(() -> sink.writes.remove().fail(new IOException("broken pipe")));
        settle();

        assertThatThrownBy(this::write).hasMessageContaining("broken pipe");
    }

    @Test
    void aStreamThatRefusesFailsTheNextWrite() throws Exception {
        sink.refusal = new IllegalStateException("response has been written");
        write();
        settle();

        assertThatThrownBy(this::write).hasMessageContaining("response has been written");
    }

    @Test
    void anOverdueOrInterruptedWriteWritesNothing() throws Exception {
        fill();

        assertThatThrownBy(() -> outbound.write(Buffer.buffer("x"), Duration.ofMillis(1)))
                .isInstanceOf(WaitTimeoutException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::write).isInstanceOf(WaitInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        settle();
        assertThat(sink.writes).hasSize(2);
    }
}
