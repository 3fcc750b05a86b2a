package dev.weft.http.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.loop.Loop;
import dev.weft.testkit.Observed;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes of a peer that is always faster. */
@Timeout(120)
class InboundTest {
    private static final int CHUNK = 10_000;

    private final Network network = Network.acquire();
    private final NetLoop home = network.loops().getFirst();
    private final FakeSource source = new FakeSource();
    private Inbound inbound;

    @BeforeEach
    void begin() throws FailedChain {
        inbound = home.call("begin", () -> Future.succeededFuture(new Inbound("a test's bytes", home, source)));
    }

    @AfterEach
    void release() {
        network.release();
    }

    private void onLoop(Runnable action) throws FailedChain {
        home.call("an action", () -> {
            action.run();
            return Future.succeededFuture();
        });
    }

    private static Buffer chunk(int fill) {
        return Buffer.buffer(String.valueOf((char) ('a' + fill % 26)).repeat(CHUNK));
    }

    @Test
    void noMoreWaitsThanIsAllowedAndAChunk() throws FailedChain {
        onLoop(() -> {
            for (int i = 0; i < 200; i++) {
                source.offer(chunk(i));
            }
            source.endAfterwards();
        });

        long taken = 0;
        for (var chunk = inbound.next(null); chunk != null; chunk = inbound.next(null)) {
            taken += chunk.length();
            assertThat(source.delivered.get() - taken).isLessThanOrEqualTo(Inflow.MOST_WAITING + CHUNK);
        }

        assertThat(taken).isEqualTo(200L * CHUNK);
        assertThat(inbound.isOver()).isTrue();
        assertThat(inbound.next(null)).isNull();
    }

    @Test
    void nothingComesBeforeItIsAskedFor() throws FailedChain {
        onLoop(() -> source.offer(chunk(0)));

        assertThat(source.delivered.get()).isZero();
        assertThat(inbound.next(null)).isEqualTo(chunk(0));
    }

    @Test
    void chunksComeInTheirOrderHoweverPausesAndResumesMeet() throws FailedChain {
        int chunks = 20_000;
        var feeder = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < chunks; i++) {
                int number = i;
                home.run(() -> source.offer(Buffer.buffer().appendInt(number).appendBytes(new byte[1_000])));
            }
            home.run(source::endAfterwards);
        });

        int expected = 0;
        for (var chunk = inbound.next(null); chunk != null; chunk = inbound.next(null)) {
            assertThat(chunk.getInt(0)).isEqualTo(expected++);
        }

        assertThat(expected).isEqualTo(chunks);
        assertThat(feeder.isAlive()).isFalse();
    }

    @Test
    void aFailureComesAfterWhatCameBefore() throws FailedChain {
        var reason = new IOException("reset");
        onLoop(() -> {
            source.resume();
            source.offer(chunk(0));
            inbound.end(reason);
            inbound.end(null);
        });

        assertThat(inbound.next(null)).isEqualTo(chunk(0));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> inbound.next(null))
                    .isInstanceOfSatisfying(
                            FailedChain.class, e -> assertThat(e.reason()).isSameAs(reason));
        }
        assertThat(inbound.isOver()).isFalse();
    }

    @Test
    void anEndWakesTheReader() throws Exception {
        var reader = Thread.ofVirtual().start(() -> {
            try {
                assertThat(inbound.next(null)).isNull();
            } catch (FailedChain e) {
                throw new AssertionError(e);
            }
        });
        Observed.waiting(reader);

        onLoop(() -> inbound.end(null));

        reader.join();
    }

    @Test
    void discardingLetsAllPassUntilTheEnd() throws FailedChain {
        onLoop(() -> {
            for (int i = 0; i < 100; i++) {
                source.offer(chunk(i));
            }
            source.endAfterwards();
        });
        inbound.next(null);

        inbound.discard();

        onLoop(() -> {}); // behind the resume
        assertThat(source.delivered.get()).isEqualTo(100L * CHUNK);
        assertThat(inbound.isOver()).isTrue();
        assertThat(inbound.next(null)).isNull();
    }

    @Test
    void anOverdueOrInterruptedWaitLosesNothing() throws FailedChain {
        assertThatThrownBy(() -> inbound.next(Duration.ofMillis(1))).isInstanceOf(WaitTimeoutException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> inbound.next(null)).isInstanceOf(WaitInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        onLoop(() -> source.offer(chunk(5)));

        assertThat(inbound.next(Duration.ofSeconds(50))).isEqualTo(chunk(5));
    }

    @Test
    void aCoroutineOverTheSameEventLoopReads() {
        try (var loop = Loop.over(home.executor())) {
            network.bind(loop, home);
            Callable<Integer> reader = () -> {
                assertThat(network.loopOfCaller()).isSameAs(home);
                home.run(() -> {
                    for (int i = 0; i < 100; i++) {
                        source.offer(chunk(i));
                    }
                    source.endAfterwards();
                });
                int chunks = 0;
                while (inbound.next(null) != null) {
                    chunks++;
                }
                return chunks;
            };
            int read = loop.submit(reader).result();
            network.unbind(loop);

            assertThat(read).isEqualTo(100);
        }
    }
}
